import type {HttpRequest} from './message.ts';
import type {OperationModel, ServiceModel} from './model.ts';

/** A template's path without its fixed query string and without a trailing slash (clients differ in that). */
const segmentsOf = (path: string): string[] =>
	(path.split('?', 1)[0] ?? '').replace(/\/+$/, '').split('/').slice(1);

/** The labels of a path that fits a template such as `/2015-03-31/functions/{FunctionName}`, or undefined. */
export function matchPath(template: string, path: string): Record<string, string> | undefined {
	const wanted = segmentsOf(template);
	const given = segmentsOf(path);
	const labels: [string, string][] = [];
	for (const [index, segment] of wanted.entries()) {
		const actual = given[index];
		if (actual === undefined) return undefined;
		const label = /^\{(\w+)(\+?)\}$/.exec(segment);
		if (label === null) {
			if (segment !== actual) return undefined;
			continue;
		}
		const [, name = '', greedy] = label;
		labels.push([name, decode(greedy ? given.slice(index).join('/') : actual)]);
		if (greedy) return Object.fromEntries(labels);
	}
	return wanted.length === given.length ? Object.fromEntries(labels) : undefined;
}

function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

/** The operation whose method and template fit; the one with the fewest labels where several do. */
export function routeRest(request: HttpRequest, model: ServiceModel): OperationModel | string {
	let best: OperationModel | undefined;
	let fewest = Number.POSITIVE_INFINITY;
	for (const operation of model.operations.values()) {
		const {http} = operation;
		if (http === undefined || http[0] !== request.method || !hasFixedQuery(http[1], request.query)) continue;
		const labels = matchPath(http[1], request.path);
		const count = labels && Object.keys(labels).length;
		if (count !== undefined && count < fewest) {
			best = operation;
			fewest = count;
		}
	}
	return best ?? `${request.method} ${request.path}`;
}

function hasFixedQuery(template: string, query: string): boolean {
	const fixed = template.split('?', 2)[1];
	if (fixed === undefined) return true;
	const given = new URLSearchParams(query);
	return [...new URLSearchParams(fixed)].every(([key, value]) => given.get(key) === value);
}
