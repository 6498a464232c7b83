import {accessKeyId, secretAccessKey, uniqueId} from '../credential-ids.ts';
import type {AccessKey} from '../services/iam/state.ts';
import type {World} from '../world.ts';

/**
 * Puts a user with a key into the account, as if they had always been there: works at once, no event tells of it.
 * @param managed names of AWS's own policies to attach.
 */
export function settle(world: World, userName: string, managed: readonly string[]): AccessKey {
	const {iam, random, accountId, clock} = world;
	const {gap} = iam.consistency;
	const createDate = new Date(Math.floor(clock.now() / 1000) * 1000);
	iam.consistency.gap = 0;
	iam.users.set(userName, {
		userName,
		userId: uniqueId(random, accountId, 'AIDA'),
		arn: `arn:aws:iam::${accountId}:user/${userName}`,
		path: '/',
		createDate,
		inline: {},
		attached: managed.map(name => `arn:aws:iam::aws:policy/${name}`),
		tags: [],
		groups: [],
	});
	const key: AccessKey = {
		accessKeyId: accessKeyId(random, accountId, 'AKIA'),
		secretAccessKey: secretAccessKey(random),
		userName,
		status: 'Active',
		createDate,
	};
	iam.accessKeys.set(key.accessKeyId, key);
	iam.consistency.gap = gap;
	return key;
}
