import type {Identity} from '../domain/identity.ts';
import {accountOfKey, isKeyId} from '../domain/key.ts';
import {Refusal} from '../domain/refusal.ts';
import {sanitise} from '../domain/text.ts';
import type {Clients} from './clients.ts';
import {isAbort} from './errors.ts';

/**
 * Makes sure that a key belongs to the responder's account. AWS's own word counts (`GetAccessKeyInfo`, which knows every
 * account's keys, field guide §10); where AWS does not say, the account that the id encodes.
 * Throws a Refusal of kind `not-found` that says what to do.
 */
export async function checkKey(
	clients: Clients,
	region: string,
	identity: Identity,
	key: string,
	signal: AbortSignal,
): Promise<void> {
	if (!isKeyId(key)) {
		throw new Refusal(
			'not-found',
			`${sanitise(key)} is no access key id: AKIA or ASIA and 16 letters or digits`,
		);
	}
	const account = (await accountFromAws(clients, region, key, signal)) ?? accountOfKey(key);
	if (account === null || account === identity.account) return;
	throw new Refusal(
		'not-found',
		`${key} belongs to account ${account}, and you are in ${identity.account}: use a profile of that account`,
	);
}

/** Null where AWS does not say: not allowed, not supported, or no such key. */
async function accountFromAws(
	clients: Clients,
	region: string,
	key: string,
	signal: AbortSignal,
): Promise<string | null> {
	const sts = await clients.of('sts', region);
	try {
		const {Account} = await sts.getAccessKeyInfo({AccessKeyId: key}, {abortSignal: signal});
		return Account === undefined ? null : sanitise(Account);
	} catch (error) {
		if (isAbort(error) || (error instanceof Refusal && /^(credentials|unreachable)$/.test(error.kind)))
			throw error;
		return null;
	}
}
