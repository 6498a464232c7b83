import type {Plan} from '../../domain/plan.ts';
import {describeTakers} from '../../domain/takers.ts';
import {sanitise} from '../../domain/text.ts';
import type {Foresight, State} from '../../investigation/state.ts';
import {plural} from '../text/names.ts';
import {type Line, line} from '../text/span.ts';
import {bullet} from './bullet.ts';

/** What was asked about the plan; null where nobody asked about this one. */
export function foresightOn(plan: Plan, {foresight}: Pick<State, 'foresight'>): Foresight | null {
	return foresight?.plan === plan ? foresight : null;
}

/** Whom the end of the roles hits, as the history tells when it is asked. */
export function takerLines(foresight: Foresight | null, width: number, now: number): readonly Line[] {
	if (foresight === null || foresight.takers.length === 0) return [];
	return [
		line(''),
		line('Who else takes these roles, and stops', 'strong'),
		...foresight.takers.flatMap(each => bullet(describeTakers(each, now), width)),
	];
}

/** That somebody else stops with the roles, in a few words: the lines that say who may be out of sight. */
export function othersLine(foresight: Foresight | null): Line {
	const hit = foresight?.takers.filter(({others}) => others.length > 0).map(({role}) => role) ?? [];
	return hit.length === 0 ? [] : line(`! others take ${sanitise(hit.join(', '))}: they stop as well`, 'warn');
}

/** What AWS says of the whole plan in advance, in a few words: steps that it would refuse by their numbers. */
export function forecastLine({steps}: Plan, foresight: Foresight | null): Line {
	if (foresight === null) return [];
	const verdicts = steps.map(({id}) => foresight.forecasts.get(id)?.verdict);
	const refused = verdicts.flatMap((verdict, index) => (verdict === 'refused' ? [index + 1] : []));
	if (refused.length > 0) {
		const which = steps.length === 1 ? 'it' : `${plural(refused.length, 'step')}: ${refused.join(', ')}`;
		return line(`✗ AWS would refuse ${which}`, 'bad');
	}
	if (verdicts.includes(undefined))
		return foresight.settled
			? line('? not known what AWS would refuse', 'dim')
			: line('… asking AWS what it would refuse', 'dim');
	const unknown = verdicts.filter(verdict => verdict === 'unknown').length;
	return unknown === 0
		? line('✓ AWS would allow it', 'good')
		: line(`? not known in advance of ${plural(unknown, 'step')}`, 'dim');
}
