import {resourceKey} from '../../domain/resource.ts';
import {fieldOf} from '../input/line-editor.ts';
import {targetCrumb} from '../panes/events/crumbs.ts';
import {madeByLineage, resourceRows} from '../panes/resources/rows.ts';
import {plural} from '../text/names.ts';
import {moved} from '../view/place.ts';
import {say} from '../view/scene.ts';
import {selectedResource} from '../view/selection.ts';
import {sorts} from '../view/state.ts';
import {drill, openRecord} from './events.ts';
import type {Handlers} from './handler.ts';

export const resourceHandlers = {
	mark(scene) {
		const resource = selectedResource(scene);
		if (resource === null) return;
		if (resource.gone) return say(scene, `${resource.id} is ${resource.state} already.`, 'warn');
		const key = resourceKey(resource);
		const {marks, place} = scene.view.resources;
		const next = new Set(marks);
		if (!next.delete(key)) next.add(key);
		scene.dispatch({type: 'resources/marks', marks: next});
		const ids = resourceRows(scene.state, scene.view.resources).map(resourceKey);
		scene.dispatch({type: 'resources/place', place: moved(ids, {...place, id: key}, 1)});
	},
	'mark-made'(scene) {
		const made = madeByLineage(scene.state).map(resourceKey);
		if (made.length === 0)
			return say(scene, 'Nothing here was made by the lineage, as far as the history shows.', 'warn');
		scene.dispatch({type: 'resources/marks', marks: new Set([...scene.view.resources.marks, ...made])});
		scene.dispatch({type: 'pane', pane: 'resources'});
		say(
			scene,
			`Marked ${plural(made.length, 'resource')} that the lineage made. x reviews their removal, u unmarks.`,
			'good',
		);
	},
	unmark: ({dispatch}) => dispatch({type: 'resources/marks', marks: new Set()}),
	sort(scene) {
		const next = sorts[(sorts.indexOf(scene.view.resources.sort) + 1) % sorts.length] ?? 'lineage';
		scene.dispatch({type: 'resources/sort', sort: next});
	},
	'filter-resources'({view, dispatch}) {
		const text = view.resources.filter;
		dispatch({type: 'entry/open', entry: {purpose: 'resources', field: fieldOf(text), before: text}});
	},
	'open-maker'(scene) {
		const resource = selectedResource(scene);
		if (resource === null) return;
		const made = scene.state.provenance.get(resourceKey(resource));
		if (made === undefined)
			return say(scene, `No event of the lineage made ${resource.id}, as far as the history shows.`);
		openRecord(scene, made.eventID);
	},
	'its-events'(scene) {
		const resource = selectedResource(scene);
		if (resource !== null) drill(scene, targetCrumb(resource.id), null);
	},
} as const satisfies Handlers;
