import type {Credentials} from '@aws-sdk/client-sts';
import {parsePolicy} from '../../policy/document.ts';
import type {Session} from '../../principals/session.ts';
import {AwsError} from '../../service.ts';

export function credentialsOf(session: Session): Credentials {
	return {
		AccessKeyId: session.accessKeyId,
		SecretAccessKey: session.secretAccessKey,
		SessionToken: session.sessionToken,
		Expiration: new Date(session.expiresAt),
	};
}

/** A session or federated user's name. Throws AwsError where STS would. */
export function sessionName(parameter: string, name = ''): string {
	if (/^[\w+=,.@-]{2,64}$/.test(name)) return name;
	throw new AwsError(
		'ValidationError',
		`1 validation error detected: Value '${name}' at '${parameter}' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*`,
	);
}

/** The lifetime in seconds. Throws AwsError outside of what is allowed. */
export function durationOf(
	given: number | undefined,
	usual: number,
	shortest: number,
	longest: number,
	isChain = false,
): number {
	const seconds = given ?? Math.min(usual, longest);
	if (seconds >= shortest && seconds <= longest) return seconds;
	throw new AwsError(
		'ValidationError',
		isChain
			? 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining'
			: `The requested DurationSeconds exceeds the MaxSessionDuration set for this role or is below ${shortest}`,
	);
}

/** Throws MalformedPolicyDocument where a session policy is none. */
export function checkPolicy(text: string | undefined): void {
	if (text !== undefined && parsePolicy(text) === null) {
		throw new AwsError('MalformedPolicyDocument', 'The policy is not in the valid JSON format');
	}
}
