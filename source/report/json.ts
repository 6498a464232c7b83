import type {Report} from './model.ts';

/**
 * The report as JSON, in pieces, so that a case of a million events needs no memory for them: one line for each element
 * of a list, which `grep` and `diff` can read too.
 */
export function* jsonReport(report: Report): Generator<string> {
	let separator = '{\n';
	for (const [name, value] of Object.entries(report)) {
		yield `${separator}${JSON.stringify(name)}: `;
		separator = ',\n';
		if (isList(value)) yield* list(value);
		else yield JSON.stringify(value);
	}
	yield '\n}\n';
}

function* list(items: Iterable<unknown>): Generator<string> {
	let separator = '[\n\t';
	for (const item of items) {
		yield separator + JSON.stringify(item);
		separator = ',\n\t';
	}
	yield separator.startsWith('[') ? '[]' : '\n]';
}

function isList(value: unknown): value is Iterable<unknown> {
	return typeof value === 'object' && value !== null && Symbol.iterator in value;
}
