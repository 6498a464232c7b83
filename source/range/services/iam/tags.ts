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

/** Keys differ by more than their case. */
export function untagged<T extends {readonly tags: readonly Tag[]}>(
	entity: T,
	keys: readonly string[] = [],
): T {
	const gone = new Set(keys.map(key => key.toLowerCase()));
	return {...entity, tags: entity.tags.filter(({Key}) => !gone.has(Key.toLowerCase()))};
}

export function withTags<T extends {readonly tags: readonly Tag[]}>(
	entity: T,
	given: readonly api.Tag[] = [],
): T {
	const added = tagsOf(given);
	const {tags: kept} = untagged(
		entity,
		added.map(({Key}) => Key),
	);
	return {...entity, tags: tagsOf([...kept, ...added])};
}
