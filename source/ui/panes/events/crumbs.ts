import {type EventFilter, everything} from '../../../casefile/event-query.ts';
import type {Crumb, View} from '../../view/state.ts';

/** Only the events of one credential, its service-made ones among them. */
export function credentialCrumb(id: string, label: string): Crumb {
	return crumb(label, {credentials: [id]});
}

export function addressCrumb(sourceIp: string): Crumb {
	return crumb(sourceIp, {sourceIp});
}

export function targetCrumb(target: string): Crumb {
	return crumb(target, {target});
}

/** The way that the reader came: `whole lineage › 203.0.113.9 › /Run/`. */
export function trailLabel(trail: View['trail']): string {
	const {flagged, text} = (trail.at(-1) ?? trail[0]).filter;
	const parts = [
		...trail.map(({label}) => label),
		...(flagged ? ['flagged'] : []),
		...(text === '' ? [] : [filterLabel(text)]),
	];
	return parts.join(' › ');
}

/** `/run` for what was typed after `/`; a regular expression has its slashes already. */
export function filterLabel(text: string): string {
	return /^!?\//.test(text) ? text : `/${text}`;
}

function crumb(label: string, filter: Partial<EventFilter>): Crumb {
	return {label, filter: {...everything, ...filter}, cursor: null, top: null, seen: null};
}
