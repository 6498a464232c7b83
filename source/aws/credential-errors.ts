import {sanitise} from '../domain/text.ts';

/**
 * What is wrong with the credentials before anything was sent, and what to do, in one line; null: the error is of another
 * kind. The messages are the SDK's providers'; nothing of the files that they read is repeated but the profile's name.
 */
export function credentialTrouble(error: unknown, profile: string | null | undefined): string | null {
	if (!(error instanceof Error)) return null;
	if (!/^(CredentialsProviderError|TokenProviderError|ProviderError)$/.test(error.name)) return null;
	const named = profile ?? process.env['AWS_PROFILE'] ?? null;
	const option = named === null ? '' : ` --profile ${sanitise(named)}`;
	const text = error.message;
	if (/aws login/i.test(text)) return `the sign-in has expired: aws login${option}, then start again`;
	if (/sso/i.test(text))
		return `the SSO session has expired or is missing: aws sso login${option}, then start again`;
	if (/could not resolve credentials using profile|profile .*(not found|could not be found)/i.test(text)) {
		const name = named ?? /profile:? ?\[?([\w.@/+-]+)/i.exec(text)?.[1] ?? '?';
		return `profile ${sanitise(name)} has no usable credentials: aws configure list-profiles shows what there is`;
	}
	if (/assum/i.test(text))
		return `the profile's role cannot be taken: ${sanitise(text.replace(/\s+/g, ' ')).slice(0, 200)}`;
	if (/credential_process|external process|command/i.test(text)) {
		return "the profile's credential_process failed: run it by hand to see why";
	}
	return 'no AWS credentials: set AWS_PROFILE or give --profile, set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run aws sso login';
}
