import {fromEnv, fromNodeProviderChain} from '@aws-sdk/credential-providers';
import {loadConfig, NODE_REGION_CONFIG_FILE_OPTIONS, NODE_REGION_CONFIG_OPTIONS} from '@smithy/core/config';
import {credentialRefusal} from './credential-errors.ts';

/** A key pair, and the token that belongs to it if it is temporary. */
export interface StaticCredentials {
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
	readonly sessionToken?: string;
}

type Provider = ReturnType<typeof fromEnv>;

type Logger = NonNullable<NonNullable<Parameters<typeof fromEnv>[0]>['logger']>;

export interface CredentialOptions {
	/** A profile of the shared configuration; null: the usual chain. */
	readonly profile: string | null;
	/** Credentials to use in place of the usual chain, as the demo does; null: the chain. */
	readonly credentials: StaticCredentials | null;
}

/**
 * The usual chain, in the AWS CLI's order: an explicit profile first, then keys in the environment, then AWS_PROFILE,
 * SSO, `aws login`, processes, web identity, containers and instances. (The SDK alone would prefer AWS_PROFILE to keys in the
 * environment.) What it throws is a Refusal.
 */
export function credentialProvider(options: CredentialOptions, logger: Logger): Provider {
	const {profile, credentials} = options;
	if (credentials !== null) return async () => credentials;
	const inEnvironment = process.env['AWS_ACCESS_KEY_ID'] && process.env['AWS_SECRET_ACCESS_KEY'];
	const fromKeys = profile === null && inEnvironment;
	const provider = fromKeys
		? fromEnv({logger})
		: fromNodeProviderChain({...(profile !== null && {profile}), logger});
	return async () => {
		try {
			return await provider();
		} catch (error) {
			throw await credentialRefusal(error, fromKeys ? null : (profile ?? process.env['AWS_PROFILE'] ?? null));
		}
	};
}

/** The region to start in: AWS_REGION, AWS_DEFAULT_REGION, the profile's, else `us-east-1`. */
export async function defaultRegion(profile: string | null): Promise<string> {
	const named = process.env['AWS_REGION'] || process.env['AWS_DEFAULT_REGION'];
	if (named) return named;
	const files = {...NODE_REGION_CONFIG_FILE_OPTIONS, ...(profile === null ? {} : {profile})};
	return loadConfig({...NODE_REGION_CONFIG_OPTIONS, default: 'us-east-1'}, files)();
}
