import type {NormalizedSchema} from '@smithy/core/schema';
import {malformed, readScalar} from './scalar.ts';

/** Form parameters as a tree: `Tags.member.1.Key=a` is Tags → member → 1 → Key. */
export interface FormNode {
	value?: string;
	readonly children: Map<string, FormNode>;
}

/** How query and ec2 differ in what they call things. */
export interface FormNaming {
	member(name: string, schema: NormalizedSchema): string;
	readonly flatLists: boolean;
}

/** No real request nests deeper; a longer key is an attack on the stack. */
const deepest = 64;

export function parseForm(body: string): FormNode {
	const root: FormNode = {children: new Map()};
	for (const [key, value] of new URLSearchParams(body)) {
		const path = key.split('.');
		if (path.length > deepest) throw malformed('A parameter is nested too deeply');
		let node = root;
		for (const step of path) {
			let child = node.children.get(step);
			if (child === undefined) {
				child = {children: new Map()};
				node.children.set(step, child);
			}
			node = child;
		}
		node.value = value;
	}
	return root;
}

/** Reads a value of the schema out of form parameters. Throws AwsError where a field is not of its type. */
export function readForm(schema: NormalizedSchema, node: FormNode, naming: FormNaming): unknown {
	if (schema.isListSchema()) return readList(schema, node, naming);
	if (schema.isMapSchema()) return readMap(schema, node, naming);
	if (schema.isStructSchema()) {
		const members: [string, unknown][] = [];
		for (const [name, member] of schema.structIterator()) {
			const child = node.children.get(naming.member(name, member));
			if (child) members.push([name, readForm(member, child, naming)]);
		}
		return Object.fromEntries(members);
	}
	if (node.value === undefined) throw malformed('A parameter has fields where it should have a value');
	return readScalar(schema, node.value);
}

function readList(schema: NormalizedSchema, node: FormNode, naming: FormNaming): unknown[] {
	const member = schema.getValueSchema();
	const flat = naming.flatLists || schema.getMergedTraits().xmlFlattened;
	const holder = flat ? node : node.children.get(member.getMergedTraits().xmlName ?? 'member');
	return numbered(holder).map(item => readForm(member, item, naming));
}

function readMap(schema: NormalizedSchema, node: FormNode, naming: FormNaming): Record<string, unknown> {
	const keySchema = schema.getKeySchema();
	const valueSchema = schema.getValueSchema();
	const holder = schema.getMergedTraits().xmlFlattened ? node : node.children.get('entry');
	const entries = numbered(holder).map((entry): [string, unknown] => {
		const key = entry.children.get(keySchema.getMergedTraits().xmlName ?? 'key');
		const value = entry.children.get(valueSchema.getMergedTraits().xmlName ?? 'value');
		if (key?.value === undefined || value === undefined)
			throw malformed('A map entry lacks its key or value');
		return [key.value, readForm(valueSchema, value, naming)];
	});
	return Object.fromEntries(entries);
}

/** The children in the order of their numbers; they need be neither dense nor sorted. */
function numbered(node: FormNode | undefined): FormNode[] {
	return [...(node?.children ?? [])]
		.filter(([key]) => /^\d+$/.test(key))
		.toSorted(([one], [other]) => Number(one) - Number(other))
		.map(([, child]) => child);
}
