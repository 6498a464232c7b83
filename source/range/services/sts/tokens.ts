import type {
	GetFederationTokenCommandInput,
	GetFederationTokenCommandOutput,
	GetSessionTokenCommandInput,
	GetSessionTokenCommandOutput,
} from '@aws-sdk/client-sts';
import {principalOf} from '../../principals/authenticate.ts';
import {demandNoDeny} from '../../principals/authorize.ts';
import {AwsError, type Call, type Operation} from '../../service.ts';
import type {User} from '../iam/state.ts';
import {checkPolicy, credentialsOf, durationOf, sessionName} from './common.ts';
import {mintFederatedSession, mintUserSession} from './mint.ts';

/** In seconds: 12 hours by default, 36 at most (field guide §1). */
const usual = 12 * 3600;
const longest = 36 * 3600;

function userOf({world, caller}: Call): User {
	const user = caller.userName === undefined ? undefined : world.iam.users.settled(caller.userName);
	if (user === undefined) throw new AwsError('AccessDenied', 'The range hands out tokens to users only', 403);
	return user;
}

/** Needs no permission, but a deny stops it: AWS's quarantine has one (field guide §4). */
export const GetSessionToken: Operation<
	GetSessionTokenCommandInput,
	Omit<GetSessionTokenCommandOutput, '$metadata'>
> = {
	readOnly: false,
	permissions: () => [],
	handle(input, call) {
		const permission = {action: 'sts:GetSessionToken', resource: '*'};
		demandNoDeny(call.world, principalOf(call), permission, {now: call.clock.now(), ...call});
		const seconds = durationOf(input.DurationSeconds, usual, 900, longest);
		const session = mintUserSession(call.world, userOf(call), seconds, {mfa: input.TokenCode !== undefined});
		return {Credentials: credentialsOf(session)};
	},
};

export const GetFederationToken: Operation<
	GetFederationTokenCommandInput,
	Omit<GetFederationTokenCommandOutput, '$metadata'>
> = {
	readOnly: false,
	permissions: ({Name: name = ''}, {caller}) => [
		{action: 'sts:GetFederationToken', resource: `arn:aws:sts::${caller.accountId}:federated-user/${name}`},
	],
	handle(input, call) {
		const name = sessionName('name', input.Name);
		checkPolicy(input.Policy);
		const seconds = durationOf(input.DurationSeconds, usual, 900, longest);
		const session = mintFederatedSession(call.world, userOf(call), name, seconds, {
			policies: input.Policy ? [input.Policy] : [],
			policyArns: (input.PolicyArns ?? []).flatMap(({arn}) => (arn ? [arn] : [])),
		});
		return {
			Credentials: credentialsOf(session),
			FederatedUser: {FederatedUserId: session.principalId, Arn: session.arn},
			PackedPolicySize: input.Policy ? Math.ceil(input.Policy.length / 20.48) : 0,
		};
	},
};
