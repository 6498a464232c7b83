import {bind} from './binding.ts';
import {hasCredentials, hasEvents, hasResources, isAway, removable} from './guards.ts';

/** Keys that move the cursor, the same in every list. */
export const listBindings = [
	bind('down', ['j', 'down'], 'list', 'Move down', 'down'),
	bind('up', ['k', 'up'], 'list', 'Move up', 'up'),
	bind('half-down', ['ctrl-d'], 'list', 'Move half a page down', 'down'),
	bind('half-up', ['ctrl-u'], 'list', 'Move half a page up', 'up'),
	bind('page-down', ['pagedown', 'ctrl-f'], 'list', 'Move a page down', 'page'),
	bind('page-up', ['pageup', 'ctrl-b'], 'list', 'Move a page up', 'page'),
	bind('first', ['g', 'home'], 'list', 'Go to the first row', 'first'),
	bind('last', ['G', 'end'], 'list', 'Go to the last row', 'last'),
] as const;

/** Keys of one pane each. */
export const paneBindings = [
	bind('next-key', ['right', 'l'], 'key', 'Show the next key under investigation', 'next key', {
		when: ({state}) => (state.keys.length < 2 ? 'There is one key under investigation.' : true),
	}),
	bind('previous-key', ['left', 'h'], 'key', 'Show the previous key under investigation', 'previous key', {
		when: ({state}) => (state.keys.length < 2 ? 'There is one key under investigation.' : true),
	}),
	bind('scope', ['enter'], 'sessions', 'Show only the events of this credential', 'its events', {
		footer: true,
		when: hasCredentials,
	}),
	bind('scope-all', ['a'], 'sessions', 'Show the events of the whole lineage', 'all events', {footer: true}),
	bind('open-record', ['enter'], 'events', 'Open the whole record', 'open', {footer: true, when: hasEvents}),
	bind('filter-events', ['/'], 'events', 'Filter: text, /regex/ or !not', 'filter', {footer: true}),
	bind('same-credential', ['c'], 'events', 'Show what the same credential did', 'credential', {
		footer: true,
		when: hasEvents,
	}),
	bind('same-address', ['i'], 'events', 'Show what came from the same address', 'address', {
		footer: true,
		when: hasEvents,
	}),
	bind('same-target', ['t'], 'events', 'Show what acted on the same target', 'target', {
		footer: true,
		when: hasEvents,
	}),
	bind('next-of-session', ['o'], 'events', 'Go to the next older event of this credential', 'older', {
		when: hasEvents,
	}),
	bind('previous-of-session', ['O'], 'events', 'Go to the next newer event of this credential', 'newer', {
		when: hasEvents,
	}),
	bind('flagged', ['v'], 'events', 'Show flagged events only, or all', 'flagged', {palette: true}),
	bind('follow', ['f'], 'events', 'Follow the newest events', 'follow', {
		footer: true,
		when: isAway,
	}),
	bind('all-events', ['a'], 'events', 'Show the events of the whole lineage', 'all', {palette: true}),
	bind('mark', ['space'], 'resources', 'Mark or unmark', 'mark', {footer: true, when: removable}),
	bind('mark-made', ['m'], 'resources', 'Mark all that the lineage made', 'mark all made', {
		footer: true,
		palette: true,
		when: removable,
	}),
	bind('unmark', ['u'], 'resources', 'Unmark all', 'unmark', {
		when: ({view}) => (view.resources.marks.size === 0 ? 'Nothing is marked.' : true),
	}),
	bind(
		'remove',
		['x'],
		'resources',
		'Terminate or delete what is marked, else what is under the cursor',
		'remove',
		{
			footer: true,
			danger: 'irreversible',
			when: removable,
		},
	),
	bind('open-maker', ['enter'], 'resources', 'Open the event that made it', 'its event', {
		footer: true,
		when: hasResources,
	}),
	bind('its-events', ['t'], 'resources', 'Show the events that acted on it', 'events on it', {
		when: hasResources,
	}),
	bind('sort', ['s'], 'resources', 'Sort by lineage, age, kind or state', 'sort', {
		footer: true,
		when: hasResources,
	}),
	bind('filter-resources', ['/'], 'resources', 'Filter: text, /regex/ or !not', 'filter', {
		footer: true,
		when: hasResources,
	}),
] as const;
