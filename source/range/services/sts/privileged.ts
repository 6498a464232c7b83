import type {AssumeRootRequest, AssumeRootResponse} from '@aws-sdk/client-sts';
import {AwsError, type Operation} from '../../service.ts';
import {settledAccounts} from '../organizations/accounts.ts';
import {credentialsOf, durationOf} from './common.ts';
import {mint} from './mint.ts';

/** In seconds. */
const longest = 900;
const tasks = /^arn:aws:iam::aws:policy\/root-task\/\w+$/;

/** A session of a member account's root user, for one task: from the management account only (field guide §8). */
export const AssumeRoot: Operation<AssumeRootRequest, AssumeRootResponse> = {
	permissions: ({TargetPrincipal: target = ''}) => [
		{action: 'sts:AssumeRoot', resource: target.startsWith('arn:') ? target : `arn:aws:iam::${target}:root`},
	],
	handle({TargetPrincipal: target = '', TaskPolicyArn: {arn: task = ''} = {}, DurationSeconds}, call) {
		const {world} = call;
		const accountId = /^(?:arn:aws:iam::)?(\d{12})(?::root)?$/.exec(target)?.[1];
		const member = settledAccounts(call).find(({id}) => id === accountId);
		const {managementAccountId} = world.organizations.organization ?? {};
		if (!member || member.id === world.accountId || managementAccountId !== world.accountId) {
			throw new AwsError('AccessDenied', `Access denied to the root user of account ${accountId}`, 403);
		}
		if (!tasks.test(task)) throw new AwsError('ValidationError', 'The task policy is not a root task policy');
		const session = mint(
			world,
			{
				kind: 'root',
				arn: `arn:aws:iam::${member.id}:root`,
				principalId: member.id,
				accountId: member.id,
				policies: [],
				policyArns: [task],
				mfa: false,
			},
			durationOf(DurationSeconds, longest, 1, longest),
		);
		return {Credentials: credentialsOf(session)};
	},
};
