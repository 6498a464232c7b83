import type {NormalizedSchema} from '@smithy/core/schema';
import {malformed, readTime, timestampFormat} from './scalar.ts';

/** Names in JSON: rest-json obeys `jsonName`, json does not. */
export type Naming = (name: string, schema: NormalizedSchema) => string;

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads a value of the schema out of parsed JSON. Throws AwsError where it is not of the type. */
export function readJson(schema: NormalizedSchema, value: unknown, naming: Naming): unknown {
	if (schema.isDocumentSchema()) return value;
	if (schema.isListSchema()) {
		if (!Array.isArray(value)) throw malformed('Expected a list');
		const member = schema.getValueSchema();
		return value.filter(item => item !== null).map(item => readJson(member, item, naming));
	}
	if (schema.isMapSchema()) {
		if (!isObject(value)) throw malformed('Expected a map');
		const member = schema.getValueSchema();
		return Object.fromEntries(
			Object.entries(value).map(([key, item]) => [key, readJson(member, item, naming)]),
		);
	}
	if (schema.isStructSchema()) {
		if (!isObject(value)) throw malformed('Expected a structure');
		const members: [string, unknown][] = [];
		for (const [name, member] of schema.structIterator()) {
			const given = value[naming(name, member)];
			if (given !== undefined && given !== null) members.push([name, readJson(member, given, naming)]);
		}
		return Object.fromEntries(members);
	}
	return readLeaf(schema, value);
}

function readLeaf(schema: NormalizedSchema, value: unknown): unknown {
	if (schema.isTimestampSchema() && (typeof value === 'number' || typeof value === 'string'))
		return readTime(value);
	if (schema.isBlobSchema() && typeof value === 'string') return Buffer.from(value, 'base64');
	if (schema.isBooleanSchema() && typeof value === 'boolean') return value;
	if (schema.isNumericSchema() && typeof value === 'number') return value;
	if (schema.isNumericSchema() && (value === 'NaN' || value === 'Infinity' || value === '-Infinity'))
		return Number(value);
	if (schema.isStringSchema() && typeof value === 'string') return value;
	throw malformed(`${JSON.stringify(value).slice(0, 100)} is not of the expected type`);
}

/** What `JSON.stringify` is to be given for a value of the schema. */
export function toJson(schema: NormalizedSchema, value: unknown, naming: Naming): unknown {
	if (value === undefined || value === null) return undefined;
	if (schema.isListSchema() && Array.isArray(value)) {
		const member = schema.getValueSchema();
		return value.map(item => toJson(member, item, naming));
	}
	if (schema.isMapSchema() && isObject(value)) {
		const member = schema.getValueSchema();
		return Object.fromEntries(
			Object.entries(value).map(([key, item]) => [key, toJson(member, item, naming)]),
		);
	}
	if (schema.isStructSchema() && isObject(value)) {
		const members: [string, unknown][] = [];
		for (const [name, member] of schema.structIterator()) {
			const written = toJson(member, value[name], naming);
			if (written !== undefined) members.push([naming(name, member), written]);
		}
		return Object.fromEntries(members);
	}
	return toLeaf(schema, value);
}

function toLeaf(schema: NormalizedSchema, value: unknown): unknown {
	if (value instanceof Date) {
		const format = timestampFormat(schema, 'epoch-seconds');
		if (format === 'epoch-seconds') return value.getTime() / 1000;
		return format === 'http-date' ? value.toUTCString() : value.toISOString();
	}
	if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
	return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
