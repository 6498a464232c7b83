import type {GetScopedCredentialsRequest, GetScopedCredentialsResponse} from '@aws-sdk/client-sts';
import {principalOf} from '../../principals/authenticate.ts';
import {AwsError, type Operation} from '../../service.ts';
import {checkPolicy, credentialsOf, durationOf} from './common.ts';
import {mint} from './mint.ts';

/** Scopes that one session can bear. */
const deepest = 3;
const longest = 129_600;

/** Temporary credentials in, narrower ones out, for the same identity under another key id (field guide §8). */
export const GetScopedCredentials: Operation<GetScopedCredentialsRequest, GetScopedCredentialsResponse> = {
	readOnly: false,
	handle({Policy: policy, DurationSeconds}, call) {
		const {session} = principalOf(call);
		if (session === undefined) {
			throw new AwsError('AccessDenied', 'Cannot call GetScopedCredentials with long-term credentials', 403);
		}
		if (policy === undefined && DurationSeconds === undefined) {
			throw new AwsError('ValidationError', 'Policy or DurationSeconds must be specified');
		}
		checkPolicy(policy);
		const scopes = [...(session.scopes ?? []), ...(policy === undefined ? [] : [policy])];
		if (scopes.length > deepest) {
			throw new AwsError('AccessDenied', `A session can have at most ${deepest} scope down policies`, 403);
		}
		const left = Math.floor((session.expiresAt - call.clock.now()) / 1000);
		const scoped = mint(
			call.world,
			{...session, scopes},
			Math.min(durationOf(DurationSeconds, Math.min(left, longest), 1, longest), left),
		);
		return {
			Credentials: credentialsOf(scoped),
			SessionInfo: {ScopedSessionId: scoped.principalId, Arn: scoped.arn},
			ScopedPoliciesCount: scopes.length,
		};
	},
};
