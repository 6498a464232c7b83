import type {NormalizedSchema} from '@smithy/core/schema';
import {AwsError} from '../service.ts';

/** How a protocol writes time where the schema does not say. */
export type TimestampFormat = 'date-time' | 'epoch-seconds' | 'http-date';

/** Smithy's numbers for the three explicit formats. */
const explicit: Readonly<Record<number, TimestampFormat>> = {
	5: 'date-time',
	6: 'http-date',
	7: 'epoch-seconds',
};

export function timestampFormat(schema: NormalizedSchema, fallback: TimestampFormat): TimestampFormat {
	const kind = schema.getSchema();
	return (typeof kind === 'number' ? explicit[kind] : undefined) ?? fallback;
}

export function malformed(message: string): AwsError {
	return new AwsError('MalformedInput', message);
}

/** A value out of text (form fields, labels, query strings, headers). Throws AwsError where it is not of the type. */
export function readScalar(schema: NormalizedSchema, text: string): unknown {
	if (schema.isBooleanSchema()) {
		if (text === 'true' || text === 'false') return text === 'true';
		throw malformed(`${text} is not a boolean`);
	}
	if (schema.isNumericSchema()) return readNumber(text);
	if (schema.isBigIntegerSchema()) {
		if (/^-?\d+$/.test(text)) return BigInt(text);
		throw malformed(`${text} is not an integer`);
	}
	if (schema.isTimestampSchema()) return readTime(text);
	if (schema.isBlobSchema()) return Buffer.from(text, 'base64');
	return text;
}

function readNumber(text: string): number {
	const value = Number(text);
	if (text.trim() !== '' && (!Number.isNaN(value) || text === 'NaN')) return value;
	throw malformed(`${text} is not a number`);
}

/** Epoch seconds, RFC 3339 or RFC 7231: clients differ, and the forms cannot be confused. */
export function readTime(given: string | number): Date {
	const seconds = Number(given);
	const date = Number.isNaN(seconds) ? new Date(given) : new Date(Math.round(seconds * 1000));
	if (Number.isNaN(date.getTime())) throw malformed(`${given} is not a timestamp`);
	return date;
}

/** The text of a value in XML, headers and the like. */
export function writeScalar(schema: NormalizedSchema, value: unknown, fallback: TimestampFormat): string {
	if (value instanceof Date) {
		const format = timestampFormat(schema, fallback);
		if (format === 'http-date') return value.toUTCString();
		return format === 'epoch-seconds'
			? String(value.getTime() / 1000)
			: value.toISOString().replace('.000Z', 'Z');
	}
	return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : String(value);
}
