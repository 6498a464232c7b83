import type {Scope} from './binding.ts';
import {bindings} from './index.ts';
import {keyLabel} from './labels.ts';

const titles: readonly (readonly [string, readonly Scope[]])[] = [
	['Everywhere', ['global', 'always']],
	['Moving', ['list']],
	['Key', ['key']],
	['Sessions', ['sessions']],
	['Events', ['events']],
	['Resources', ['resources']],
	['Record of an event', ['record']],
	['Rotation of the key', ['rotation']],
	['Journal', ['journal']],
	['What is contained', ['proof']],
	['Dialogs', ['confirm', 'typed', 'proposal', 'execution', 'quit']],
	['Text fields and lists', ['entry', 'palette', 'overlay', 'value']],
];

/** A part of the key table, for people. */
export interface Section {
	readonly title: string;
	readonly scopes: readonly Scope[];
	readonly keys: readonly {readonly keys: string; readonly title: string}[];
}

/** The whole key table in the order of the help; each key once. */
export const sections: readonly Section[] = titles.map(([title, scopes]) => ({
	title,
	scopes,
	keys: bindings
		.filter(({scope}) => scopes.includes(scope))
		.map(binding => ({keys: binding.keys.map(keyLabel).join(' '), title: binding.title})),
}));

/** The key table of the README. */
export function keyTableMarkdown(): string {
	const rows = sections.flatMap(({title, keys}) =>
		keys.map(
			(binding, index) => `| ${index === 0 ? title : ''} | ${code(binding.keys)} | ${binding.title} |`,
		),
	);
	return ['| where | key | what it does |', '|---|---|---|', ...rows].join('\n');
}

function code(keys: string): string {
	return keys
		.split(' ')
		.map(key => `\`${key}\``)
		.join(' ');
}
