import type {ViewAction} from './actions.ts';
import {type Crumb, crumbOf, type View} from './state.ts';

/** ms that a message stays in the bottom line. */
const flashFor = 5000;

/** Pure: what an action makes of the view. */
export function reduceView(view: View, action: ViewAction): View {
	switch (action.type) {
		case 'resize':
			return {...view, size: action.size};
		case 'tick':
			return {...view, now: action.now, flash: faded(view, action.ticks)};
		case 'pane':
			return view.pane === action.pane ? view : {...view, pane: action.pane};
		case 'zone':
			return {...view, zone: view.zone === 'utc' ? 'local' : 'utc'};
		case 'freeze':
			return {...view, frozen: action.state};
		case 'key/select':
			return {...view, key: {index: action.index, top: 0}};
		case 'key/scroll':
			return {...view, key: {...view.key, top: action.top}};
		case 'sessions/place':
			return {...view, sessions: action.place};
		case 'resources/place':
			return {...view, resources: {...view.resources, place: action.place}};
		case 'resources/marks':
			return {...view, resources: {...view.resources, marks: action.marks}};
		case 'resources/sort':
			return {...view, resources: {...view.resources, sort: action.sort}};
		case 'resources/filter':
			return {...view, resources: {...view.resources, filter: action.text}};
		case 'alarm/seen':
			return view.alarmSeen === action.raised ? view : {...view, alarmSeen: action.raised};
		case 'overlay/open':
			return {...view, overlay: action.overlay, opened: action.ticks, entry: null, flash: null};
		case 'overlay/update':
			return {...view, overlay: action.overlay};
		case 'overlay/close':
			return {...view, overlay: null, entry: null};
		case 'entry/open':
			return {...view, entry: action.entry, flash: null};
		case 'entry/field':
			return view.entry === null ? view : {...view, entry: {...view.entry, field: action.field}};
		case 'entry/close':
			return {...view, entry: null};
		case 'flash':
			return {...view, flash: {text: action.text, tone: action.tone, until: action.ticks + flashFor}};
		default:
			return {...view, trail: reduceTrail(view, action)};
	}
}

function reduceTrail(view: View, action: Extract<ViewAction, {type: `events/${string}`}>): View['trail'] {
	const current = crumbOf(view);
	switch (action.type) {
		case 'events/scope':
			return [action.crumb];
		case 'events/drill':
			return [...view.trail, action.crumb];
		case 'events/back': {
			const [scope, ...rest] = view.trail;
			return [scope, ...rest.slice(0, -1)];
		}
		case 'events/at':
			return withLast(view, {
				...current,
				cursor: action.cursor,
				top: action.top,
				seen: action.top === null ? null : (current.seen ?? action.newest),
			});
		case 'events/text':
			return withLast(view, {
				...current,
				filter: {...current.filter, text: action.text},
				cursor: null,
				top: null,
				seen: null,
			});
		case 'events/flagged':
			return withLast(view, {
				...current,
				filter: {...current.filter, flagged: action.flagged},
				cursor: null,
				top: null,
				seen: null,
			});
	}
}

function withLast(view: View, crumb: Crumb): View['trail'] {
	const [scope, ...rest] = view.trail;
	return rest.length === 0 ? [crumb] : [scope, ...rest.slice(0, -1), crumb];
}

function faded(view: View, ticks: number): View['flash'] {
	return view.flash !== null && view.flash.until > ticks ? view.flash : null;
}
