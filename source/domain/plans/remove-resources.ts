import {type Kind, kinds} from '../kinds/index.ts';
import type {Resource} from '../resource.ts';
import type {Planned} from './planned.ts';

/**
 * Removes resources of any kinds, protections first. What is gone already is left out. One resource is confirmed by its
 * id, several by verb and count (terminal guide §1).
 */
export function removeResources(marked: readonly Resource[]): Planned {
	const resources = marked.filter(({gone}) => !gone);
	const [first] = resources;
	if (first === undefined) {
		return {reason: marked.length === 0 ? 'nothing is marked' : 'what is marked is gone already'};
	}
	const byKind = Map.groupBy(resources, ({kind}) => kinds[kind]);
	const verbs = new Set(Array.from(byKind.keys(), ({verb}) => verb));
	const verb = verbs.size === 1 ? kinds[first.kind].verb : 'remove';
	const single = resources.length === 1;
	return {
		title: single
			? `${capital(verb)} ${first.id} in ${first.region}`
			: `${capital(verb)} ${Array.from(byKind, counted).join(', ')}`,
		steps: resources.flatMap(resource => kinds[resource.kind].remove(resource)),
		consequences: Array.from(byKind).flatMap(([kind, ofKind]) => kind.consequences(ofKind)),
		confirmation: single ? first.id : `${verb} ${resources.length}`,
	};
}

function counted([kind, {length}]: readonly [Kind, readonly Resource[]]): string {
	return `${length} ${length === 1 ? kind.title.replace(/s$/, '') : kind.title}`;
}

function capital(word: string): string {
	return word.charAt(0).toUpperCase() + word.slice(1);
}
