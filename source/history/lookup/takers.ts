import {type Event, readEvent} from '../../domain/event.ts';
import {Refusal} from '../../domain/refusal.ts';
import {takesRole} from '../../domain/takers.ts';
import type {Clock} from '../clock.ts';
import type {RoleQuestion, RoleReading} from '../source.ts';
import type {Pacers} from './pacer.ts';
import type {LookupAnswer, LookupPage, LookupQuery} from './page.ts';

/** Pages for one role in one region; a busier one is not read back as far as was asked, and that is said. */
const pages = 4;

/** Attempts for a page: the trace asks on, and so long somebody else may hold up the region. */
const attempts = 5;

interface Asker {
	readonly lookup: LookupPage;
	readonly pacers: Pacers;
	readonly clock: Clock;
}

/**
 * Who took a role lately, in one region: a question beside the trace, which takes its turn with it at the same pace. Never
 * throws: a refusal is in the reading.
 */
export async function readTakers(
	{lookup, pacers, clock}: Asker,
	{arn, region, since}: RoleQuestion,
	signal: AbortSignal,
): Promise<RoleReading> {
	const pacer = pacers.of(region);
	const until = clock.now();
	const events: Event[] = [];
	let from = until;

	const page = async (query: LookupQuery): Promise<LookupAnswer> => {
		for (let attempt = 1; ; attempt += 1) {
			await pacer.turn(signal);
			signal.throwIfAborted();
			try {
				const answer = await lookup(query, signal);
				pacer.passed();
				return answer;
			} catch (error) {
				const kind = error instanceof Refusal ? error.kind : null;
				if (kind === 'throttled') pacer.throttled();
				const passing = kind === 'throttled' || kind === 'unreachable' || kind === 'failed';
				if (!passing || attempt >= attempts) throw error;
			}
		}
	};

	try {
		let token: string | null = null;
		for (let read = 0; read < pages; read += 1) {
			const attribute = {key: 'ResourceName', value: arn} as const;
			const answer: LookupAnswer = await page({region, attribute, since, until, token});
			const found = answer.records.map(readEvent).filter(event => event !== null);
			events.push(...found.filter(event => takesRole(event, arn)));
			from = Math.min(from, ...found.map(({time}) => time).filter(time => time > 0));
			token = answer.token;
			if (token === null) return {region, events, from: since, error: null};
		}
		return {region, events, from, error: null};
	} catch (error) {
		const why = error instanceof Refusal ? error.message : 'LookupEvents failed for an unknown reason';
		// What came before it was refused counts.
		return {region, events, from, error: signal.aborted ? 'called off' : why};
	}
}
