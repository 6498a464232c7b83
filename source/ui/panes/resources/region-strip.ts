import type {ScanState} from '../../../domain/resource.ts';
import type {State} from '../../../investigation/state.ts';
import {plural} from '../../text/names.ts';
import {type Line, span} from '../../text/span.ts';
import type {Tone} from '../../theme/tones.ts';

const worst = ['failed', 'denied', 'reading', 'done', 'not-enabled'] as const;

/** The readings of all kinds, by region: the state that a reader must not miss stands for the region. */
export function regionStates(state: State): ReadonlyMap<string, ScanState['state']> {
	const regions = new Map<string, ScanState['state']>();
	for (const {region, scan} of state.scans.values()) {
		const known = regions.get(region);
		if (known === undefined || worst.indexOf(scan.state) < worst.indexOf(known))
			regions.set(region, scan.state);
	}
	return regions;
}

/** One row: how many regions answered, and by name those that did not. */
export function regionStrip(state: State): Line {
	const regions = [...regionStates(state)];
	if (regions.length === 0)
		return [span(state.setting === 'logs' ? '' : 'Asking for the list of regions …', 'dim')];
	const named = (wanted: ScanState['state']) =>
		regions.filter(([, found]) => found === wanted).map(([name]) => name);
	const done = named('done').length;
	const part = (names: readonly string[], word: string, tone: Tone) =>
		names.length === 0 ? [] : [span(` · ${names.length} ${word}: ${short(names)}`, tone)];
	const disabled = named('not-enabled').length;
	return [
		span(`${plural(done, 'region')} read`, done === regions.length ? 'good' : 'text'),
		...part(named('failed'), 'failed', 'bad'),
		...part(named('denied'), 'denied', 'warn'),
		...part(named('reading'), 'reading', 'accent'),
		...(disabled === 0 ? [] : [span(` · ${disabled} not enabled`, 'dim')]),
	];
}

function short(names: readonly string[]): string {
	return names.length > 4 ? `${names.slice(0, 3).join(' ')} +${names.length - 3}` : names.join(' ');
}
