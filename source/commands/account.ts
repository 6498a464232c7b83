import {type Aws, connect} from '../aws/index.ts';
import type {Identity} from '../domain/identity.ts';
import {version} from '../version.ts';
import {chosenRegions, type Options} from './options.ts';

/**
 * Connects to the account and makes sure, before anything is shown, that we may work in it: that there are credentials,
 * that AWS takes them, and that the keys are of this account. @throws Refusal with one line that says what to do.
 */
export async function openAccount(
	keys: readonly string[],
	options: Options,
): Promise<{readonly aws: Aws; readonly identity: Identity}> {
	const aws = await connect({
		profile: options.profile ?? null,
		credentials: null,
		endpointUrl: options.endpointUrl ?? null,
		regions: chosenRegions(options),
		version,
	});
	try {
		const {signal} = new AbortController();
		const identity = await aws.identity(signal);
		await aws.checkKeys(keys, identity, signal);
		return {aws, identity};
	} catch (error) {
		aws.close();
		throw error;
	}
}
