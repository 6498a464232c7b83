import * as schemas from '@aws-sdk/client-iam';
import type {Operation, Service} from '../../service.ts';
import * as accessKeys from './access-keys.ts';
import * as account from './account.ts';
import * as attachments from './attachments.ts';
import * as boundaries from './boundaries.ts';
import * as groups from './groups.ts';
import * as inlinePolicies from './inline-policies.ts';
import * as instanceProfiles from './instance-profiles.ts';
import * as loginProfiles from './login-profiles.ts';
import * as managedPolicies from './managed-policies.ts';
import * as mfaDevices from './mfa-devices.ts';
import {permissionOf} from './permissions.ts';
import * as policyVersions from './policy-versions.ts';
import * as roles from './roles.ts';
import * as serviceCredentials from './service-credentials.ts';
import * as signingCertificates from './signing-certificates.ts';
import * as simulate from './simulate.ts';
import * as sshKeys from './ssh-keys.ts';
import * as users from './users.ts';

/** Of all that the modules export, the operations. */
const exported: Readonly<Record<string, unknown>> = {
	...accessKeys,
	...account,
	...attachments,
	...boundaries,
	...groups,
	...inlinePolicies,
	...instanceProfiles,
	...loginProfiles,
	...managedPolicies,
	...mfaDevices,
	...policyVersions,
	...roles,
	...serviceCredentials,
	...signingCertificates,
	...simulate,
	...sshKeys,
	...users,
};

const isOperation = (entry: [string, unknown]): entry is [string, Operation<never>] =>
	typeof entry[1] === 'object' && entry[1] !== null && 'handle' in entry[1];

const operations = Object.entries(exported)
	.filter(isOperation)
	.map(([name, operation]) => [name, {permissions: permissionOf(name), ...operation}] as const);

/** IAM: one for the account, logged in us-east-1 whatever region was called (field guide §8). */
export const iam: Service = {
	signingName: 'iam',
	eventSource: 'iam.amazonaws.com',
	protocol: 'query',
	schemas: {...schemas},
	version: '2010-05-08',
	loggedIn: 'us-east-1',
	operations: Object.fromEntries(operations),
};
