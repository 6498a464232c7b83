import {holderOf} from '../domain/containment/principal.ts';
import type {Identity} from '../domain/identity.ts';
import type {AwsCall} from '../domain/plan.ts';
import {Refusal} from '../domain/refusal.ts';
import type {Caller} from './clients.ts';
import {findOperation} from './operations.ts';

interface Guarded {
	readonly mode: 'read-only' | 'respond';
	readonly identity: Identity;
	readonly inLineage: (credential: string) => boolean;
}

/**
 * Why a write must not be made, in one line; null if it may. Besides the mode: we must not work with the credential that
 * leaked, since what stops it stops us, and its owner cannot be told from the attacker in the log; nor saw off the branch
 * that we sit on (field guide §3, step 0; terminal guide §1.4).
 */
export async function guard(call: AwsCall, caller: Caller, guarded: Guarded): Promise<string | null> {
	const row = findOperation(call.service, call.operation);
	if (row?.access !== 'write')
		return `${call.service}:${call.operation} is not among the writes that leaktui makes`;
	if (guarded.mode === 'read-only') return 'read-only: nothing is changed. Start without --read-only to act';
	let signer: string;
	try {
		// Asked anew each time: a profile may have refreshed its credentials since the start.
		signer = await caller.signer();
	} catch (error) {
		return error instanceof Refusal ? error.message : 'no credentials to sign with';
	}
	for (const own of new Set([signer, guarded.identity.credential])) {
		if (guarded.inLineage(own)) {
			return `you are signed in with ${own}, which is the leaked key or comes from it: run leaktui with other credentials`;
		}
		if (call.input['AccessKeyId'] === own) {
			return `${own} is the key that leaktui itself signs with: run leaktui with other credentials to change it`;
		}
	}
	return ownBranch(call, guarded.identity);
}

/** A change to the user or role that leaktui works as: a deny, a closed trust or a key less would stop it halfway. */
function ownBranch({service, input}: AwsCall, {arn}: Identity): string | null {
	const self = service === 'iam' ? holderOf(arn) : null;
	if (self === null) return null;
	if (input[self.kind === 'user' ? 'UserName' : 'RoleName'] !== self.name) return null;
	return `${self.kind} ${self.name} is the one that leaktui itself works as: sign in as somebody else to change it`;
}
