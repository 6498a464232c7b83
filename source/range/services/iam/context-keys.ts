import {parsePolicy, type Statement} from '../../policy/document.ts';
import {applies, type Question} from '../../policy/evaluate.ts';

/** `${aws:username}`, but not the escapes `${*}`, `${?}` and `${$}`. */
const variable = /\$\{([^}*?$]+)\}/g;

/** The condition keys and policy variables that policies ask for, as they spell them; of all that speaks of the question. */
export function keysAsked(texts: readonly string[], question?: Question): string[] {
	const keys = texts
		.flatMap(text => parsePolicy(text) ?? [])
		.filter(statement => question === undefined || speaksOf(statement, question))
		.flatMap(({conditions, resources = [], notResources = []}) => [
			...conditions.map(({key}) => key),
			...[...resources, ...notResources, ...conditions.flatMap(({values}) => values)].flatMap(text =>
				Array.from(text.matchAll(variable), ([, name = '']) => name),
			),
		]);
	return [...new Set(keys)];
}

/** Whether the statement is about the action and may be about the resource, were its conditions and variables known. */
const speaksOf = (statement: Statement, question: Question): boolean =>
	applies({...statement, conditions: [], resources: statement.resources?.map(anything)}, question);

const anything = (pattern: string): string => pattern.replaceAll(variable, '*');
