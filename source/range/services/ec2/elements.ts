import {NormalizedSchema} from '@smithy/core/schema';

type SchemaRef = Parameters<typeof NormalizedSchema.of>[0];

/**
 * An output as CloudTrail's `responseElements` has it for EC2: the names of the XML answer (`instancesSet`,
 * `instanceState`), lists as `{items: […]}`, times in ms, secrets left out.
 */
export function elements(schema: SchemaRef, output: unknown): Record<string, unknown> {
	return members(NormalizedSchema.of(schema), output);
}

function members(schema: NormalizedSchema, value: unknown): Record<string, unknown> {
	const values = Object(value) as Readonly<Record<string, unknown>>;
	const result: Record<string, unknown> = {};
	for (const [name, member] of schema.structIterator()) {
		const given = values[name];
		const {xmlName, sensitive} = member.getMergedTraits();
		if (given !== undefined) {
			result[xmlName === 'return' ? '_return' : (xmlName ?? name)] = sensitive
				? '<sensitiveDataRemoved>'
				: spelled(member, given);
		}
	}
	return result;
}

function spelled(schema: NormalizedSchema, value: unknown): unknown {
	if (Array.isArray(value)) {
		return value.length === 0 ? {} : {items: value.map(item => spelled(schema.getValueSchema(), item))};
	}
	if (value instanceof Date) {
		return value.getTime();
	}
	return schema.isStructSchema() ? members(schema, value) : value;
}
