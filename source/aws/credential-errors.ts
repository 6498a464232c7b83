import {loadSharedConfigFiles} from '@smithy/core/config';
import {Refusal} from '../domain/refusal.ts';
import {sanitise} from '../domain/text.ts';

/**
 * What is wrong with the credentials of this machine, and what to do, in one line. The providers' texts tell little, since
 * the chain forgets why a profile gave nothing: so the shared configuration is looked at. Nothing of it is repeated but the
 * profile's name.
 */
export async function credentialRefusal(error: unknown, profile: string | null): Promise<Refusal> {
	const text = error instanceof Error ? error.message : String(error);
	const option = profile === null ? '' : ` --profile ${sanitise(profile)}`;
	return new Refusal('credentials', (await ofProfile(profile, text)) ?? ofProvider(text, option));
}

function ofProvider(text: string, option: string): string {
	if (/aws login/i.test(text)) return `the sign-in has expired: aws login${option}, then start again`;
	if (/sso/i.test(text)) {
		return `the SSO session has expired or is missing: aws sso login${option}, then start again`;
	}
	if (/assum/i.test(text)) return `the profile's role cannot be taken: ${oneLine(text)}`;
	if (option !== '')
		return `${option.slice(' --'.length)} has no usable credentials: aws configure list shows why`;
	return 'no AWS credentials: set AWS_PROFILE or give --profile, set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run aws sso login';
}

/** What the shared configuration tells of a profile that gave nothing; null: nothing that explains it. */
async function ofProfile(profile: string | null, text: string): Promise<string | null> {
	if (profile === null) return null;
	const {configFile, credentialsFile} = await loadSharedConfigFiles();
	const settings = {...configFile[profile], ...credentialsFile[profile]};
	if (configFile[profile] === undefined && credentialsFile[profile] === undefined) {
		return `there is no profile ${sanitise(profile)}: aws configure list-profiles shows what there is`;
	}
	if (settings['credential_process'] !== undefined && !/sso|aws login|assum/i.test(text)) {
		return `the credential_process of profile ${sanitise(profile)} failed: run it by hand to see why`;
	}
	return null;
}

function oneLine(text: string): string {
	return sanitise(text.replace(/\s+/g, ' ')).slice(0, 200);
}
