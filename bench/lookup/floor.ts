import {type Event, readEvent} from '../../source/domain/event.ts';
import {Lineage} from '../../source/domain/lineage.ts';
import {leadsOf, underName} from '../../source/history/lookup/leads.ts';
import {nameOf, type Question} from '../../source/history/lookup/question.ts';
import type {RunningScenario} from '../../source/range/scenario.ts';

/** Events on a page of LookupEvents, and calls a second that it allows in a region (field guide §5). */
const pageSize = 50;
const rate = 2;

/**
 * Seconds that the busiest region takes at its limit, for a reader who knew beforehand who belongs to the lineage and
 * which way of asking is the cheapest in each region: each question by itself, or, after the key's own newest page, which
 * must come first, everything.
 *
 * @param since ms since the epoch.
 */
export function floorOf(stage: RunningScenario, regions: readonly string[], since: number) {
	const history = new Map(regions.map(region => [region, eventsOf(stage, region, null, since)]));
	const questions = questionsOf(stage.leakedKeyId, [...history.values()].flat(), since);
	const needs = regions.map(region => {
		const pages = (events: readonly Event[] = []): number => Math.max(1, Math.ceil(events.length / pageSize));
		const each = questions
			.map(question => pages(eventsOf(stage, region, question, question.since)))
			.reduce((sum, calls) => sum + calls, 0);
		const everything = pages(history.get(region));
		return {region, calls: Math.min(1 + everything, each), each, everything};
	});
	const busiest = needs.reduce((one, other) => (other.calls > one.calls ? other : one));
	return {...busiest, seconds: busiest.calls / rate};
}

/** What must be asked of every region: each credential, each name and role that others may have come in by. */
function questionsOf(key: string, events: readonly Event[], since: number): readonly Question[] {
	const lineage = new Lineage([key]);
	for (const event of events) lineage.observe(event);
	const questions = new Map<string, Question>();
	const note = (question: Question): void => {
		const name = nameOf(question);
		const known = questions.get(name);
		if (known === undefined || question.since < known.since) questions.set(name, question);
	};
	for (const question of leadsOf(lineage, [key], since)) note(question);
	for (const {username, time} of events.filter(event => lineage.owns(event))) {
		const named = username === null ? null : underName(username, time, since);
		if (named !== null) note(named);
	}
	return [...questions.values()];
}

function eventsOf(
	{range}: RunningScenario,
	region: string,
	question: Question | null,
	since: number,
): readonly Event[] {
	const end = {time: Number.POSITIVE_INFINITY, sequence: 0};
	const {key, value} = question?.attribute ?? {};
	const attribute = key === undefined || value === undefined ? undefined : ([key, value] as const);
	return [...range.world.trail.newestFirst(region, end, attribute)]
		.filter(({time}) => time >= since)
		.flatMap(({record}) => readEvent(record) ?? []);
}
