import type {NormalizedSchema} from '@smithy/core/schema';

const american = new Intl.DateTimeFormat('en-US', {
	dateStyle: 'medium',
	timeStyle: 'medium',
	timeZone: 'UTC',
});

/** `Jul 10, 2023, 12:24:29 PM`: trails write the times of requests and responses in US locale text (field guide §7). */
export function americanTime(time: Date): string {
	return american.format(time).replaceAll('\u202f', ' ');
}

/** `UserName` → `userName`, `SSHPublicKeyId` → `sSHPublicKeyId`: trails lower the first letter and no more. */
export const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** The members of an input or output as a trail spells them, without secrets; null if there are none. */
export function parametersOf(
	schema: NormalizedSchema,
	value: unknown,
): Readonly<Record<string, unknown>> | null {
	if (!schema.isStructSchema()) return null;
	const members = structure(schema, value);
	return Object.keys(members).length > 0 ? members : null;
}

function structure(schema: NormalizedSchema, value: unknown): Record<string, unknown> {
	const values = Object(value) as Readonly<Record<string, unknown>>;
	const members: [string, unknown][] = [];
	for (const [name, member] of schema.structIterator()) {
		const given = values[name];
		if (given === undefined || given === null || isSecret(member)) continue;
		members.push([lowerFirst(name), spelled(member, given)]);
	}
	return Object.fromEntries(members);
}

/** A structure marked as a whole (STS's Credentials) is kept for its ids; its secret members are left out one by one. */
const isSecret = (schema: NormalizedSchema): boolean =>
	Boolean(schema.getMergedTraits().sensitive) && !schema.isStructSchema() && !schema.isListSchema();

function spelled(schema: NormalizedSchema, value: unknown): unknown {
	if (schema.isListSchema() && Array.isArray(value))
		return value.map(item => spelled(schema.getValueSchema(), item));
	if (schema.isMapSchema()) {
		const entries = Object.entries(Object(value));
		return Object.fromEntries(entries.map(([key, item]) => [key, spelled(schema.getValueSchema(), item)]));
	}
	if (schema.isStructSchema()) return structure(schema, value);
	if (value instanceof Date) return americanTime(value);
	return value instanceof Uint8Array ? undefined : value;
}
