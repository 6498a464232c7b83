import type {NormalizedSchema} from '@smithy/core/schema';
import {writeScalar} from './scalar.ts';

const entities: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	'\r': '&#xD;',
	'\n': '&#xA;',
};

/** Text as XML 1.0 can carry it: what it cannot carry at all becomes U+FFFD. */
export function escapeXml(text: string): string {
	return text
		.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
		.replaceAll(/[&<>"\r\n]/g, found => entities[found] ?? found);
}

export function element(name: string, content: string): string {
	return `<${name}>${content}</${name}>`;
}

/** The members of a structure as elements, without an element around them. */
export function writeMembers(schema: NormalizedSchema, value: object): string {
	const values = value as Readonly<Record<string, unknown>>;
	let text = '';
	for (const [name, member] of schema.structIterator()) {
		const given = values[name];
		if (given !== undefined && given !== null) {
			text += writeNamed(member.getMemberTraits().xmlName ?? name, member, given);
		}
	}
	return text;
}

function writeNamed(name: string, schema: NormalizedSchema, value: unknown): string {
	const flat = Boolean(schema.getMergedTraits().xmlFlattened);
	if (schema.isListSchema() && Array.isArray(value)) {
		const member = schema.getValueSchema();
		if (flat) return value.map(item => writeNamed(name, member, item)).join('');
		const tag = member.getMergedTraits().xmlName ?? 'member';
		return element(name, value.map(item => writeNamed(tag, member, item)).join(''));
	}
	if (schema.isMapSchema() && typeof value === 'object' && value !== null) {
		const entries = Object.entries(value).map(entry => writeEntry(schema, entry));
		return flat
			? entries.map(entry => element(name, entry)).join('')
			: element(name, entries.map(entry => element('entry', entry)).join(''));
	}
	if (schema.isStructSchema() && typeof value === 'object' && value !== null) {
		return element(name, writeMembers(schema, value));
	}
	return element(name, escapeXml(writeScalar(schema, value, 'date-time')));
}

function writeEntry(schema: NormalizedSchema, [key, value]: [string, unknown]): string {
	const keyTag = schema.getKeySchema().getMergedTraits().xmlName ?? 'key';
	const member = schema.getValueSchema();
	return (
		element(keyTag, escapeXml(key)) + writeNamed(member.getMergedTraits().xmlName ?? 'value', member, value)
	);
}
