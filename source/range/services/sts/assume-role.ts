import type {AssumeRoleCommandInput, AssumeRoleCommandOutput} from '@aws-sdk/client-sts';
import {principalOf} from '../../principals/authenticate.ts';
import {refusal, refusalText} from '../../principals/authorize.ts';
import {type Circumstances, contextOf} from '../../principals/context.ts';
import {AwsError, type Call, type Operation} from '../../service.ts';
import type {Role} from '../iam/state.ts';
import {checkPolicy, credentialsOf, durationOf, sessionName} from './common.ts';
import {memberRole, recordAssumed} from './cross-account.ts';
import {mintRoleSession} from './mint.ts';
import {trustOf} from './trust.ts';

/** A role session that assumes a role gets an hour at most (role chaining). */
const chained = 3600;

/** What a caller brings when it wants a role. */
export type Wanted = Pick<
	AssumeRoleCommandInput,
	'RoleArn' | 'ExternalId' | 'RoleSessionName' | 'SourceIdentity'
>;

/**
 * The role that the caller may take. Both sides must agree: the role's trust policy, and the caller's own policies
 * unless the former names the caller. Throws AccessDenied.
 */
export function roleFor(input: Wanted, call: Call): Role {
	const {world} = call;
	const {RoleArn: arn = ''} = input;
	const principal = principalOf(call);
	const permission = {action: 'sts:AssumeRole', resource: arn};
	const circumstances: Circumstances = {
		...call,
		now: call.clock.now(),
		service: {
			'sts:ExternalId': input.ExternalId,
			'sts:RoleSessionName': input.RoleSessionName,
			'sts:SourceIdentity': input.SourceIdentity,
		},
	};
	const role = world.iam.roles.settled(arn.split('/').at(-1) ?? '');
	const trusted = role?.arn === arn ? role : undefined;
	const trust = trusted
		? trustOf(trusted, permission.action, principal, contextOf(principal, circumstances))
		: 'none';
	const why = refusal(world, principal, permission, circumstances, trust === 'named');
	const isTrusted = trust === 'named' || trust === 'account';
	if (trusted === undefined || !isTrusted || why !== null) {
		const reason = why?.startsWith('with an explicit deny') ? why : '';
		throw new AwsError('AccessDenied', refusalText(principal.arn, permission, reason), 403);
	}
	return trusted;
}

export const AssumeRole: Operation<AssumeRoleCommandInput, Omit<AssumeRoleCommandOutput, '$metadata'>> = {
	permissions: () => [],
	readOnly: true,
	record: ({RoleArn: ARN}, output, call) => (output && ARN ? recordAssumed(ARN, output, call) : {}),
	handle(input, call) {
		const name = sessionName('roleSessionName', input.RoleSessionName);
		if (call.caller.kind === 'root') {
			throw new AwsError('AccessDenied', 'Roles may not be assumed by root accounts.', 403);
		}
		checkPolicy(input.Policy);
		const isChain = call.caller.kind === 'role';
		const member = memberRole(input, call);
		const role = member ?? roleFor(input, call);
		const longest = isChain ? chained : role.maxSessionDuration;
		const seconds = durationOf(input.DurationSeconds, 3600, 900, longest, isChain);
		const {sourceIdentity = input.SourceIdentity} = principalOf(call).session ?? {};
		const session = mintRoleSession(call.world, role, name, seconds, {
			policies: input.Policy ? [input.Policy] : [],
			policyArns: (input.PolicyArns ?? []).flatMap(({arn}) => (arn ? [arn] : [])),
			mfa: input.TokenCode !== undefined,
			...(sourceIdentity === undefined ? {} : {sourceIdentity}),
			...(member ? {accountId: member.accountId} : {}),
		});
		return {
			Credentials: credentialsOf(session),
			AssumedRoleUser: {AssumedRoleId: session.principalId, Arn: session.arn},
			...(session.sourceIdentity ? {SourceIdentity: session.sourceIdentity} : {}),
		};
	},
};
