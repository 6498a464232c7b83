import type {IAM, User} from '@aws-sdk/client-iam';
import {accountOfKey, isTemporary} from '../domain/key.ts';
import type {KeyFacts, KeyStatus, LastUse, Read, UserKey} from '../domain/key-facts.ts';
import {sanitise, textOf} from '../domain/text.ts';
import type {Clients} from './clients.ts';
import {findOwner, lastUseOf, rootHasKeys} from './key-search.ts';
import {readable} from './readable.ts';
import {readOtherCredentials} from './user-credentials.ts';
import {readPolicies} from './user-policies.ts';

const quarantinePrefix = 'AWSCompromisedKeyQuarantine';

/**
 * Everything that IAM says of a key and its user. Throws only if the signal aborts: a part that cannot be read holds the
 * reason, and hides no other part.
 *
 * @param home The region of the partition's IAM.
 */
export async function readKeyFacts(
	clients: Clients,
	home: string,
	key: string,
	signal: AbortSignal,
): Promise<KeyFacts> {
	if (isTemporary(key))
		return unknownFacts(key, 'a temporary key has no status in IAM: it expires, or is revoked');
	const iam = await clients.of('iam', home);
	const owner = await readable(() => findOwner(iam, key, signal));
	if (owner.value === null) return unknownFacts(key, owner.error);
	const {userName, lastUsed} = owner.value;
	if (userName === null) return ownerless(iam, key, lastUsed, signal);

	const [keys, user, credentials, policies] = await Promise.all([
		readable(() => readKeys(iam, userName, key, lastUsed, signal)),
		readable(async () => (await iam.getUser({UserName: userName}, {abortSignal: signal})).User),
		readOtherCredentials(iam, userName, signal),
		readPolicies(iam, userName, signal),
	]);
	const boundary = boundaryOf(user.value ?? undefined);
	const all =
		policies.read.value === null
			? policies.read
			: {...policies.read, value: [...policies.read.value, ...boundary]};
	const gaps = [
		...(user.error === null ? [] : [`permissions boundary: ${user.error}`]),
		...credentials.gaps,
		...policies.gaps,
	];
	const quarantine = all.value?.find(({name}) => name.startsWith(quarantinePrefix));
	return {
		id: key,
		account: textOf(user.value?.Arn)?.split(':')[4] ?? accountOfKey(key),
		status: statusAmong(keys, key),
		userName: sanitise(userName),
		userArn: textOf(user.value?.Arn),
		created: keys.value?.find(({id}) => id === key)?.created ?? null,
		lastUsed,
		keys,
		otherCredentials: credentials.read,
		policies: all,
		quarantine: quarantine?.name ?? null,
		...(gaps.length === 0 ? {} : {gaps}),
	};
}

/** All keys of the user; the others' last use is asked for too, since an idle second key is no comfort until it is known. */
async function readKeys(
	iam: IAM,
	userName: string,
	key: string,
	known: Read<LastUse | null>,
	signal: AbortSignal,
): Promise<readonly UserKey[]> {
	const {AccessKeyMetadata = []} = await iam.listAccessKeys({UserName: userName}, {abortSignal: signal});
	return Promise.all(
		AccessKeyMetadata.map(async ({AccessKeyId = '', Status, CreateDate}) => ({
			id: sanitise(AccessKeyId),
			status: Status === 'Active' ? ('Active' as const) : ('Inactive' as const),
			created: CreateDate?.getTime() ?? null,
			lastUsed:
				AccessKeyId === key
					? known.value
					: (await readable(async () => (await lastUseOf(iam, AccessKeyId, signal)).lastUsed)).value,
		})),
	);
}

function statusAmong(keys: Read<readonly UserKey[]>, key: string): Read<KeyStatus> {
	if (keys.value === null) return keys;
	return {value: keys.value.find(({id}) => id === key)?.status ?? 'deleted', error: null};
}

function boundaryOf(user: User | undefined) {
	const arn = textOf(user?.PermissionsBoundary?.PermissionsBoundaryArn);
	return arn === null ? [] : [{name: arn.split('/').at(-1) ?? arn, arn, via: 'boundary' as const}];
}

/** No user has the key: it was deleted, unless the root user has keys, which IAM does not list. */
async function ownerless(
	iam: IAM,
	key: string,
	lastUsed: Read<LastUse | null>,
	signal: AbortSignal,
): Promise<KeyFacts> {
	const root = await readable(() => rootHasKeys(iam, signal));
	const reason = 'no user of this account has the key: it was deleted, or the id is mistyped';
	const facts = {...unknownFacts(key, reason), lastUsed};
	if (root.value === false) return {...facts, status: {value: 'deleted', error: null}};
	return {
		...facts,
		status: {
			value: null,
			error: `${reason}, or it is the root user's (only root can see those)`,
		},
	};
}

function unknownFacts(key: string, error: string): KeyFacts {
	const unread = {value: null, error};
	return {
		id: key,
		account: accountOfKey(key),
		status: unread,
		userName: null,
		userArn: null,
		created: null,
		lastUsed: unread,
		keys: unread,
		otherCredentials: unread,
		policies: unread,
		quarantine: null,
	};
}
