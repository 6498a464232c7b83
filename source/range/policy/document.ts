/** `StringEquals` with its modifiers, key and values. */
export interface Condition {
	readonly operator: string;
	readonly key: string;
	readonly values: readonly string[];
}

/** A statement, with every "one or many" of the policy language made many. */
export interface Statement {
	readonly effect: 'Allow' | 'Deny';
	readonly actions?: readonly string[];
	readonly notActions?: readonly string[];
	readonly resources?: readonly string[];
	readonly notResources?: readonly string[];
	/** Trust policies only: type (`AWS`, `Service`, `Federated`, `*`) to identifiers. */
	readonly principals?: Readonly<Record<string, readonly string[]>>;
	readonly notPrincipals?: Readonly<Record<string, readonly string[]>>;
	readonly conditions: readonly Condition[];
}

const parsed = new Map<string, readonly Statement[] | null>();

/** The statements of a policy's text, or null where it is no policy document. Texts repeat, so results are kept. */
export function parsePolicy(text: string): readonly Statement[] | null {
	const known = parsed.get(text);
	if (known !== undefined) return known;
	if (parsed.size > 2000) parsed.clear();
	const statements = readDocument(text);
	parsed.set(text, statements);
	return statements;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

function readDocument(text: string): readonly Statement[] | null {
	let document: unknown;
	try {
		document = JSON.parse(text);
	} catch {
		return null;
	}
	if (!isObject(document)) return null;
	const given = document['Statement'];
	const statements = (Array.isArray(given) ? given : [given]).map(readStatement);
	return statements.every(statement => statement !== null) ? statements : null;
}

function readStatement(statement: unknown): Statement | null {
	if (!isObject(statement)) return null;
	const effect = statement['Effect'];
	if (effect !== 'Allow' && effect !== 'Deny') return null;
	if (statement['Action'] === undefined && statement['NotAction'] === undefined) return null;
	return {
		effect,
		...list('actions', statement['Action']),
		...list('notActions', statement['NotAction']),
		...list('resources', statement['Resource']),
		...list('notResources', statement['NotResource']),
		...principals('principals', statement['Principal']),
		...principals('notPrincipals', statement['NotPrincipal']),
		conditions: readConditions(statement['Condition']),
	};
}

const many = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [String(value)]);

function list<Name extends string>(name: Name, value: unknown): {readonly [N in Name]?: string[]} {
	return (value === undefined ? {} : {[name]: many(value)}) as {readonly [N in Name]?: string[]};
}

function principals<Name extends string>(
	name: Name,
	value: unknown,
): {readonly [N in Name]?: Record<string, string[]>} {
	if (value === undefined) return {};
	const read = isObject(value)
		? Object.fromEntries(Object.entries(value).map(([type, ids]) => [type, many(ids)]))
		: {'*': many(value)};
	return {[name]: read} as {readonly [N in Name]?: Record<string, string[]>};
}

function readConditions(block: unknown): Condition[] {
	if (!isObject(block)) return [];
	return Object.entries(block).flatMap(([operator, keys]) =>
		isObject(keys)
			? Object.entries(keys).map(([key, values]) => ({operator, key, values: many(values)}))
			: [],
	);
}
