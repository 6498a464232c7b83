/** `StringEquals` with its modifiers, key and values. */
export interface Condition {
	readonly operator: string;
	readonly key: string;
	readonly values: readonly string[];
}

/** A statement, with every "one or many" of the policy language made many, and undefined what it does not say. */
export interface Statement {
	readonly effect: 'Allow' | 'Deny';
	readonly actions: readonly string[] | undefined;
	readonly notActions: readonly string[] | undefined;
	readonly resources: readonly string[] | undefined;
	readonly notResources: readonly string[] | undefined;
	/** Trust policies only. */
	readonly principals: Principals | undefined;
	readonly notPrincipals: Principals | undefined;
	readonly conditions: readonly Condition[];
}

/** Type (`AWS`, `Service`, `Federated`, `*`) to identifiers. */
export type Principals = Readonly<Record<string, readonly string[]>>;

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
	const actions = many(statement['Action']);
	const notActions = many(statement['NotAction']);
	if (actions === undefined && notActions === undefined) return null;
	return {
		effect,
		actions,
		notActions,
		resources: many(statement['Resource']),
		notResources: many(statement['NotResource']),
		principals: readPrincipals(statement['Principal']),
		notPrincipals: readPrincipals(statement['NotPrincipal']),
		conditions: readConditions(statement['Condition']),
	};
}

function many(value: unknown): string[] | undefined {
	if (value === undefined) return undefined;
	return Array.isArray(value) ? value.map(String) : [String(value)];
}

/** `"*"` stands for everybody, whatever their type. */
function readPrincipals(value: unknown): Principals | undefined {
	if (!isObject(value)) return value === undefined ? undefined : {'*': many(value) ?? []};
	return Object.fromEntries(Object.entries(value).map(([type, ids]) => [type, many(ids) ?? []]));
}

function readConditions(block: unknown): Condition[] {
	if (!isObject(block)) return [];
	return Object.entries(block).flatMap(([operator, keys]) =>
		isObject(keys)
			? Object.entries(keys).map(([key, values]) => ({operator, key, values: many(values) ?? []}))
			: [],
	);
}
