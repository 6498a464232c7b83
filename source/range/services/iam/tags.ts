import type * as api from '@aws-sdk/client-iam';
import {invalid, limitExceeded} from './errors.ts';
import type {Tag} from './state.ts';

/** Tags for an entity. Throws where there are more than the 50 that IAM takes, or a key repeats. */
export function tagsOf(given: readonly api.Tag[] = []): Tag[] {
	const tags = given.map(({Key = '', Value = ''}) => ({Key, Value}));
	if (new Set(tags.map(({Key}) => Key.toLowerCase())).size < tags.length) {
		throw invalid('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
	}
	if (tags.length > 50) throw limitExceeded('The number of tags has reached the maximum limit.');
	return tags;
}

export function untagged<T extends {readonly tags: readonly Tag[]}>(
	entity: T,
	keys: readonly string[] = [],
): T {
	return {...entity, tags: entity.tags.filter(({Key}) => !keys.includes(Key))};
}

export function withTags<T extends {readonly tags: readonly Tag[]}>(
	entity: T,
	given: readonly api.Tag[] = [],
): T {
	const added = tagsOf(given);
	const kept = untagged(
		entity,
		added.map(({Key}) => Key),
	).tags;
	return {...entity, tags: tagsOf([...kept, ...added])};
}
