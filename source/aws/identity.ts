import type {Identity} from '../domain/identity.ts';
import {sanitise} from '../domain/text.ts';
import type {Clients} from './clients.ts';

/** Who leaktui runs as. Needs no permission; throws a Refusal of kind `credentials` or `unreachable` where it cannot tell. */
export async function readIdentity(clients: Clients, region: string, signal: AbortSignal): Promise<Identity> {
	const sts = await clients.of('sts', region);
	const [credential, caller] = await Promise.all([
		clients.signer(),
		sts.getCallerIdentity({}, {abortSignal: signal}),
	]);
	return {account: sanitise(caller.Account ?? ''), arn: sanitise(caller.Arn ?? ''), credential};
}
