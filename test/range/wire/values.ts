import type {NormalizedSchema} from '@smithy/core/schema';
import fc, {type Arbitrary} from 'fast-check';

/** What AWS's names and texts are made of, and what breaks careless encoders. */
const text = fc
	.oneof(
		fc.string({unit: 'grapheme', minLength: 1, maxLength: 12}),
		fc.constantFrom('<&>"\'', 'a b', '100%+ö', '&lt;&amp;', 'a/b?c#d', '日本'),
	)
	.filter(
		value =>
			value.trim() === value && value !== '' && /^[^\u0000-\u001f\u007f-\u009f\ufffe\uffff]*$/.test(value),
	);

/** To the second: some formats have no more. */
const time = fc.integer({min: 1, max: 4_000_000_000}).map(seconds => new Date(seconds * 1000));

/** Values that fit a schema. Below `depth` nothing optional is nested any further. */
export function arbitraryFor(schema: NormalizedSchema, depth = 4): Arbitrary<unknown> {
	if (schema.isListSchema()) {
		return fc.array(arbitraryFor(schema.getValueSchema(), depth - 1), {minLength: 1, maxLength: 3});
	}
	if (schema.isMapSchema())
		return fc.dictionary(text, arbitraryFor(schema.getValueSchema(), depth - 1), {minKeys: 1, maxKeys: 3});
	if (schema.isStructSchema()) return structureOf(schema, depth);
	if (schema.isBlobSchema()) return fc.uint8Array({minLength: 1, maxLength: 20});
	if (schema.isBooleanSchema()) return fc.boolean();
	if (schema.isTimestampSchema()) return time;
	if (schema.isNumericSchema()) return fc.integer();
	if (schema.isStringSchema()) return text;
	return fc.constant(undefined);
}

/** A few members of a structure: all that are required, and some of the others. */
function structureOf(schema: NormalizedSchema, depth: number): Arbitrary<unknown> {
	const members = [...schema.structIterator()].filter(([, member]) => depth > 0 || isLeaf(member));
	const required = new Set(requiredOf(schema));
	// The client fills an idempotency token in where it is left out.
	const isGiven = ([name, member]: [string, NormalizedSchema]) =>
		required.has(name) || member.isIdempotencyToken();
	if (schema.isUnionSchema()) {
		return fc.oneof(...members.map(([name, member]) => fc.record({[name]: arbitraryFor(member, depth - 1)})));
	}
	return fc.subarray(members, {maxLength: Math.min(6, members.length)}).chain(some => {
		const chosen = [...new Map([...members.filter(isGiven), ...some])];
		return fc.record(
			Object.fromEntries(chosen.map(([name, member]) => [name, arbitraryFor(member, depth - 1)])),
		);
	});
}

const isLeaf = (schema: NormalizedSchema): boolean =>
	!schema.isListSchema() && !schema.isMapSchema() && !schema.isStructSchema();

/** Static schemas list the required members first and say how many they are. */
function requiredOf(schema: NormalizedSchema): string[] {
	const tuple: unknown = schema.getSchema();
	if (!Array.isArray(tuple)) return [];
	const [, , , , names, , count] = tuple as readonly unknown[];
	return Array.isArray(names) && typeof count === 'number' ? names.slice(0, count).map(String) : [];
}

/** A value without what no protocol carries: nothing, and structures and lists with nothing in them. */
export function bare(value: unknown): unknown {
	if (value === undefined || value === null) return undefined;
	if (value instanceof Date) return value;
	if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
	if (Array.isArray(value)) {
		const items = value.map(bare).filter(item => item !== undefined);
		return items.length > 0 ? items : undefined;
	}
	if (typeof value !== 'object') return value;
	const members = Object.entries(value)
		.map(([name, member]) => [name, bare(member)] as const)
		.filter(([, member]) => member !== undefined);
	return members.length > 0 ? Object.fromEntries(members) : undefined;
}
