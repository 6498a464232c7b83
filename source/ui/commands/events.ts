import type {Anchor} from '../../casefile/event-query.ts';
import {fieldOf} from '../input/line-editor.ts';
import {addressCrumb, credentialCrumb, targetCrumb} from '../panes/events/crumbs.ts';
import {anchorOf, newestOf, type Position, placeAt} from '../panes/events/page.ts';
import {principalName} from '../text/names.ts';
import {listHeight} from '../view/layout.ts';
import {type Scene, say} from '../view/scene.ts';
import {selectedBranch, selectedEvent} from '../view/selection.ts';
import {type Crumb, crumbOf, wholeLineage} from '../view/state.ts';
import type {Handlers} from './handler.ts';

/** Opens the record of an event over the panes. */
export function openRecord({dispatch, ticks}: Scene, eventId: string) {
	const overlay = {kind: 'record', eventId, folded: new Set<string>(), cursor: 0, search: ''} as const;
	dispatch({type: 'overlay/open', overlay, ticks: ticks()});
}

/** Puts cursor and window somewhere; both null: follows the newest again. */
export function goTo({view, session, dispatch}: Scene, position: Position) {
	dispatch({type: 'events/at', ...position, newest: newestOf(session.events, crumbOf(view).filter)});
}

/** Narrows to a crumb with the cursor on the event that it came from, so that the reader keeps the place. */
export function drill({view, session, dispatch}: Scene, crumb: Crumb, from: Anchor | null) {
	dispatch({type: 'pane', pane: 'events'});
	const position = from === null ? null : placeAt(session.events, crumb, from, listHeight(view, 'events'));
	const seen = position === null ? null : newestOf(session.events, crumb.filter);
	dispatch({type: 'events/drill', crumb: {...crumb, ...position, seen}});
}

function pivot(
	scene: Scene,
	what: string,
	crumbFor: (event: NonNullable<ReturnType<typeof selectedEvent>>) => Crumb | null,
) {
	const event = selectedEvent(scene);
	if (event === null) return say(scene, 'No event is selected.', 'warn');
	const crumb = crumbFor(event);
	if (crumb === null) return say(scene, `This event names no ${what}.`, 'warn');
	drill(scene, crumb, anchorOf(event));
}

/** What is searched through within one keystroke; some 2 ms each. */
const slices = 20;

/** The nearest event of the same credential, in the present filter. */
function along(scene: Scene, direction: 'older' | 'newer') {
	const {view, session} = scene;
	const event = selectedEvent(scene);
	const credential = event?.onBehalfOf ?? event?.credential ?? null;
	if (event === null || credential === null) return say(scene, 'This event names no credential.', 'warn');
	const crumb = crumbOf(view);
	const filter = {...crumb.filter, credentials: [credential]};
	const find = direction === 'older' ? session.events.olderThan : session.events.newerThan;
	const nearest = () => find.call(session.events, filter, anchorOf(event), 1)[0];
	for (
		let slice = 0;
		nearest() === undefined && session.events.searched(filter) < 1 && slice < slices;
		slice += 1
	)
		session.events.search(filter);
	const found = nearest();
	if (found === undefined) {
		const searching = session.events.searched(filter) < 1;
		return say(
			scene,
			searching
				? `Still searching for events of ${credential}: press again.`
				: `No ${direction} event of ${credential} here.`,
		);
	}
	goTo(scene, placeAt(session.events, crumb, anchorOf(found), listHeight(view, 'events')));
}

export const eventHandlers = {
	'open-record'(scene) {
		const event = selectedEvent(scene);
		if (event !== null) openRecord(scene, event.id);
	},
	'filter-events'({view, dispatch}) {
		const {text} = crumbOf(view).filter;
		dispatch({type: 'entry/open', entry: {purpose: 'events', field: fieldOf(text), before: text}});
	},
	'same-credential': scene =>
		pivot(scene, 'credential', ({credential, onBehalfOf, principal}) => {
			const id = onBehalfOf ?? credential;
			return id === null ? null : credentialCrumb(id, principalName(principal) || id);
		}),
	'same-address': scene =>
		pivot(scene, 'address', ({sourceIp}) => (sourceIp === null ? null : addressCrumb(sourceIp))),
	'same-target': scene =>
		pivot(scene, 'target', ({target}) => (target === null ? null : targetCrumb(target))),
	'next-of-session': scene => along(scene, 'older'),
	'previous-of-session': scene => along(scene, 'newer'),
	flagged: ({view, dispatch}) => dispatch({type: 'events/flagged', flagged: !crumbOf(view).filter.flagged}),
	follow: scene => goTo(scene, {cursor: null, top: null}),
	'all-events': ({dispatch}) => dispatch({type: 'events/scope', crumb: wholeLineage}),
	scope(scene) {
		const branch = selectedBranch(scene);
		if (branch === null) return say(scene, 'No credential is selected.', 'warn');
		const {id, principal} = branch.credential;
		scene.dispatch({type: 'events/scope', crumb: wholeLineage});
		drill(scene, credentialCrumb(id, `${principalName(principal)} ${id}`.trim()), null);
	},
	'scope-all'({dispatch}) {
		dispatch({type: 'events/scope', crumb: wholeLineage});
		dispatch({type: 'pane', pane: 'events'});
	},
} as const satisfies Handlers;
