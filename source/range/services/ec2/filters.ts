import type {Filter, Tag} from '@aws-sdk/client-ec2';
import {AwsError} from '../../service.ts';

/** What one resource has to say under each filter name; tags are filtered by `tag:…` and `tag-key`. */
export interface Filterable {
	readonly fields: Readonly<Record<string, readonly string[]>>;
	readonly tags: readonly Tag[];
}

/**
 * Whether a resource passes all filters: any value of a filter is enough, `*` and `?` are wildcards.
 * @throws AwsError `InvalidParameterValue` for a filter that EC2 does not know.
 */
export function passes(filters: readonly Filter[] | undefined, resource: Filterable): boolean {
	return (filters ?? []).every(({Name = '', Values = []}) => {
		const present = valuesOf(Name, resource);
		return Values.some(wanted => present.some(value => isLike(value, wanted)));
	});
}

function valuesOf(name: string, {fields, tags}: Filterable): readonly string[] {
	if (name === 'tag-key') {
		return tags.map(tag => tag.Key ?? '');
	}
	if (name.startsWith('tag:')) {
		return tags.filter(tag => tag.Key === name.slice(4)).map(tag => tag.Value ?? '');
	}
	const values = Object.hasOwn(fields, name) ? fields[name] : undefined;
	if (!values) {
		throw new AwsError('InvalidParameterValue', `The filter '${name}' is invalid`);
	}
	return values;
}

function isLike(value: string, pattern: string): boolean {
	if (!/[*?]/.test(pattern)) {
		return value === pattern;
	}
	const source = pattern
		.replace(/[\\^$.|+()[\]{}]/g, '\\$&')
		.replaceAll('*', '.*')
		.replaceAll('?', '.');
	return new RegExp(`^${source}$`, 's').test(value);
}
