import type {IAM} from '@aws-sdk/client-iam';
import type {LastUse, Read} from '../domain/key-facts.ts';
import {Refusal} from '../domain/refusal.ts';
import {sanitise} from '../domain/text.ts';
import {mapLimited} from './parallel.ts';

/** Users whose keys are listed at a time, where the owner must be searched for. */
const searching = 8;

/** Whose key it is. */
export interface Owner {
	/** As IAM takes it; null: no user has the key. */
	readonly userName: string | null;
	readonly lastUsed: Read<LastUse | null>;
}

/** The user of a key: IAM says it with the last use (field guide §10); where it does not, all users' keys are searched. */
export async function findOwner(iam: IAM, key: string, signal: AbortSignal): Promise<Owner> {
	let lastUsed: Read<LastUse | null>;
	try {
		const answer = await lastUseOf(iam, key, signal);
		if (answer.userName !== null)
			return {userName: answer.userName, lastUsed: {value: answer.lastUsed, error: null}};
		lastUsed = {value: answer.lastUsed, error: null};
	} catch (error) {
		if (!(error instanceof Refusal) || /^(credentials|unreachable)$/.test(error.kind)) throw error;
		lastUsed = {value: null, error: error.message};
	}
	return {userName: await searchUsers(iam, key, signal), lastUsed};
}

/** The last use of a key and its user. AWS answers `N/A` for a key that was never used. */
export async function lastUseOf(
	iam: IAM,
	key: string,
	signal: AbortSignal,
): Promise<{readonly userName: string | null; readonly lastUsed: LastUse | null}> {
	const {UserName, AccessKeyLastUsed: use} = await iam.getAccessKeyLastUsed(
		{AccessKeyId: key},
		{abortSignal: signal},
	);
	const time = use?.LastUsedDate?.getTime();
	return {
		userName: UserName === undefined || UserName === '' ? null : UserName,
		lastUsed:
			time === undefined
				? null
				: {time, service: sanitise(use?.ServiceName ?? 'N/A'), region: sanitise(use?.Region ?? 'N/A')},
	};
}

async function searchUsers(iam: IAM, key: string, signal: AbortSignal): Promise<string | null> {
	for await (const page of iam.paginateListUsers({MaxItems: 1000})) {
		const names = (page.Users ?? []).flatMap(({UserName}) => UserName ?? []);
		const owners = await mapLimited(names, searching, async name => {
			signal.throwIfAborted();
			return (await hasKey(iam, name, key, signal)) ? name : null;
		});
		const owner = owners.find(name => name !== null);
		if (owner !== undefined) return owner;
	}
	return null;
}

async function hasKey(iam: IAM, userName: string, key: string, signal: AbortSignal): Promise<boolean> {
	try {
		const {AccessKeyMetadata = []} = await iam.listAccessKeys({UserName: userName}, {abortSignal: signal});
		return AccessKeyMetadata.some(({AccessKeyId}) => AccessKeyId === key);
	} catch (error) {
		// A user deleted since it was listed has no keys.
		if (error instanceof Refusal && error.kind === 'not-found') return false;
		throw error;
	}
}

/** Whether the root user has access keys, which IAM does not list. */
export async function rootHasKeys(iam: IAM, signal: AbortSignal): Promise<boolean> {
	const {SummaryMap} = await iam.getAccountSummary({}, {abortSignal: signal});
	return (SummaryMap?.AccountAccessKeysPresent ?? 0) > 0;
}
