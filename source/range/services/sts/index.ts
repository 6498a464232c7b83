import type {
	GetAccessKeyInfoCommandInput,
	GetAccessKeyInfoCommandOutput,
	GetCallerIdentityCommandInput,
	GetCallerIdentityCommandOutput,
} from '@aws-sdk/client-sts';
import * as schemas from '@aws-sdk/client-sts';
import {accountOfKey} from '../../../domain/key.ts';
import {AwsError, type Operation, type Service} from '../../service.ts';
import {AssumeRole} from './assume-role.ts';
import {GetDelegatedAccessToken} from './delegated.ts';
import {AssumeRoot} from './privileged.ts';
import {GetScopedCredentials} from './scoped.ts';
import {GetFederationToken, GetSessionToken} from './tokens.ts';

type Output<T> = Omit<T, '$metadata'>;

/** Needs no permission, and no policy can deny it. */
const GetCallerIdentity: Operation<GetCallerIdentityCommandInput, Output<GetCallerIdentityCommandOutput>> = {
	permissions: () => [],
	handle: (_input, {caller}) => ({UserId: caller.principalId, Account: caller.accountId, Arn: caller.arn}),
};

/** Answers for the keys of any account, and says nothing about their state (field guide §10). */
const GetAccessKeyInfo: Operation<GetAccessKeyInfoCommandInput, Output<GetAccessKeyInfoCommandOutput>> = {
	handle({AccessKeyId: id = ''}) {
		const account = accountOfKey(id);
		if (account === null) throw new AwsError('ValidationError', `Invalid access key id: ${id}`);
		return {Account: account};
	},
};

/** STS: answers in every region, and is logged where it was called (field guide §8). */
export const sts: Service = {
	signingName: 'sts',
	eventSource: 'sts.amazonaws.com',
	protocol: 'query',
	schemas: {...schemas},
	version: '2011-06-15',
	operations: {
		AssumeRole,
		AssumeRoot,
		GetAccessKeyInfo,
		GetCallerIdentity,
		GetDelegatedAccessToken,
		GetFederationToken,
		GetScopedCredentials,
		GetSessionToken,
	},
};
