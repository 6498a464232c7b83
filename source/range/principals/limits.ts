import {AwsError, type Service} from '../service.ts';
import type {Principal} from './authenticate.ts';

/**
 * IAM turns away a user's sessions without MFA, and every federation token, as if it did not know them; the console
 * that was opened with one it lets in (field guide §1).
 */
export function isUnknownTo({signingName}: Service, {kind, session}: Principal): boolean {
	if (signingName !== 'iam' || session?.console) return false;
	return kind === 'federated' || (kind === 'session' && !session?.mfa);
}

/**
 * What STS refuses to temporary credentials, whatever the policies: a user's session gets AssumeRole and
 * GetCallerIdentity, a federation token the latter only, and nobody mints a session of their user from a session.
 */
export function checkLimits(
	{kind, session, arn}: Principal,
	{signingName}: Service,
	operation: string,
): void {
	if (session === undefined || signingName !== 'sts' || operation === 'GetCallerIdentity') return;
	if (operation === 'GetSessionToken' || operation === 'GetFederationToken') {
		throw new AwsError('AccessDenied', `Cannot call ${operation} with session credentials`, 403);
	}
	if (kind === 'federated' || (kind === 'session' && operation !== 'AssumeRole')) {
		throw new AwsError('AccessDenied', `User: ${arn} is not authorized to perform: sts:${operation}`, 403);
	}
}
