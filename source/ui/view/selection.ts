import type {EventRow} from '../../casefile/event-query.ts';
import {type Resource, resourceKey} from '../../domain/resource.ts';
import {pageOf} from '../panes/events/page.ts';
import {selectedKey} from '../panes/key/selected.ts';
import {resourceRows} from '../panes/resources/rows.ts';
import {type Branch, treeOf} from '../panes/sessions/tree.ts';
import {listHeight} from './layout.ts';
import {indexOf} from './place.ts';
import type {Scene} from './scene.ts';
import {crumbOf} from './state.ts';

/** What lies under the cursor of a pane; null in an empty one. */
export function selectedEvent({view, session}: Scene): EventRow | null {
	const page = pageOf(session.events, crumbOf(view), listHeight(view, 'events'));
	return page.rows[page.cursor] ?? null;
}

export function selectedBranch({view, state}: Scene): Branch | null {
	const branches = treeOf(state.credentials);
	return (
		branches[
			indexOf(
				branches.map(({credential}) => credential.id),
				view.sessions,
			)
		] ?? null
	);
}

export function selectedResource({view, state}: Scene): Resource | null {
	const rows = resourceRows(state, view.resources);
	return rows[indexOf(rows.map(resourceKey), view.resources.place)] ?? null;
}

/** The id that `y` copies in the current pane. */
export function selectedId(scene: Scene): string | null {
	switch (scene.view.pane) {
		case 'key':
			return selectedKey(scene.state, scene.view);
		case 'sessions':
			return selectedBranch(scene)?.credential.id ?? null;
		case 'events':
			return selectedEvent(scene)?.id ?? null;
		case 'resources':
			return selectedResource(scene)?.id ?? null;
	}
}
