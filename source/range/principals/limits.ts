import {AwsError} from '../service.ts';
import type {ServiceModel} from '../wire/model.ts';
import {refuse} from '../wire/refusals.ts';
import type {Principal} from './authenticate.ts';

/**
 * What temporary credentials of a user cannot call at all, whatever the policies (field guide §1). IAM turns away
 * sessions without MFA and every federation token as if it did not know them; STS answers the former for AssumeRole and
 * GetCallerIdentity only, the latter for GetCallerIdentity only. Role sessions cannot mint either kind.
 */
export function checkLimits(
	{kind, session, arn}: Principal,
	{service}: ServiceModel,
	operation: string,
): void {
	if (session === undefined) return;
	const {signingName} = service;
	if (signingName === 'iam' && (kind === 'federated' || (kind === 'session' && !session.mfa))) {
		throw refuse(service, 'unknown');
	}
	if (signingName !== 'sts' || operation === 'GetCallerIdentity') return;
	if (operation === 'GetSessionToken' || operation === 'GetFederationToken') {
		throw new AwsError('AccessDenied', `Cannot call ${operation} with session credentials`, 403);
	}
	if (kind === 'federated' || (kind === 'session' && operation !== 'AssumeRole')) {
		throw new AwsError('AccessDenied', `User: ${arn} is not authorized to perform: sts:${operation}`, 403);
	}
}
