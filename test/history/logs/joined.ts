import fc from 'fast-check';
import {account, fakeKey} from '../../domain/records.ts';
import {key} from './story.ts';

/** Few names, ids and addresses, so that what somebody opens is often entered by somebody. */
const long = [key, fakeKey('AKIA', 2), fakeKey('AKIA', 3)];
const short = Array.from({length: 6}, (_, n) => fakeKey('ASIA', n + 1));
const sts = (name: string) => `arn:aws:sts::${account}:${name}`;
const eve = `arn:aws:iam::${account}:user/people/eve`;
const principals = [
	...[eve, `arn:aws:iam::${account}:user/ci`, sts('federated-user/audit'), sts('assumed-role/admin/audit')],
	...[sts('assumed-role/made/one'), sts('assumed-role/made/i-0abc'), sts('assumed-role/app/i-0abc')],
	sts('assumed-role/app/worker'),
];
const start = Date.parse('2026-11-20T10:00:00Z');
const time = (second: number) => new Date(start + second * 1000).toISOString().replace('.000Z', 'Z');

const who = fc.record({
	arn: fc.constantFrom(...principals),
	credential: fc.constantFrom(key, key, ...long, ...short),
	began: fc.constantFrom(0, 300, 1800),
	id: fc.constantFrom('AIDAEVE', 'AROAMADE:x', undefined),
});
type Who = typeof who extends fc.Arbitrary<infer Value> ? Value : never;

function identityOf({arn, credential, began, id}: Who, signs = true) {
	return {
		type: 'AssumedRole',
		principalId: id,
		arn,
		accountId: account,
		...(signs ? {accessKeyId: credential} : {}),
		sessionContext: {attributes: {creationDate: time(began)}},
	};
}

const credentials = fc.constantFrom(...short).map(accessKeyId => ({accessKeyId}));
const arn = fc.constantFrom(...principals);

/** What is called: nothing of note, what mints, what opens a door. */
const call = fc.oneof(
	fc.constant({eventSource: 's3.amazonaws.com', eventName: 'ListBuckets'}),
	fc.record({arn, credentials}).map(({arn, credentials}) => ({
		eventSource: 'sts.amazonaws.com',
		eventName: 'AssumeRole',
		responseElements: {credentials, assumedRoleUser: {assumedRoleId: 'AROAMADE:x', arn}},
	})),
	credentials.map(credentials => ({
		eventSource: 'sts.amazonaws.com',
		eventName: 'GetFederationToken',
		responseElements: {credentials, federatedUser: {arn: sts('federated-user/audit')}},
	})),
	fc.record({arn, credentials}).map(({arn: assumedPrincipal, credentials}) => ({
		eventSource: 'sts.amazonaws.com',
		eventName: 'GetDelegatedAccessToken',
		responseElements: {credentials, assumedPrincipal},
	})),
	fc.constantFrom(
		{eventSource: 'signin.amazonaws.com', eventName: 'GetSigninToken', responseElements: null},
		...['CreateLoginProfile', 'UpdateLoginProfile'].map(eventName => ({
			...{eventSource: 'iam.amazonaws.com', eventName},
			requestParameters: {userName: 'eve'},
		})),
		{
			...{eventSource: 'iam.amazonaws.com', eventName: 'CreateUser'},
			responseElements: {user: {userName: 'eve', userId: 'AIDAEVE', arn: eve}},
		},
		{
			...{eventSource: 'iam.amazonaws.com', eventName: 'CreateRole'},
			requestParameters: {roleName: 'made', assumeRolePolicyDocument: '{"Principal":{"AWS":["*"]}}'},
		},
		{
			...{eventSource: 'iam.amazonaws.com', eventName: 'CreateServiceSpecificCredential'},
			responseElements: {
				serviceSpecificCredential: {
					serviceSpecificCredentialId: 'ACCAEXAMPLE000000001',
					userName: 'eve',
				},
			},
		},
		{
			...{eventSource: 'ec2.amazonaws.com', eventName: 'RunInstances'},
			responseElements: {instancesSet: {items: [{instanceId: 'i-0abc'}]}},
		},
		{
			...{eventSource: 'lambda.amazonaws.com', eventName: 'CreateFunction20150331'},
			requestParameters: {functionName: 'worker', role: `arn:aws:iam::${account}:role/app`},
		},
	),
);

/** Who comes in by what was opened, without a key that a record of the lineage hands out. */
const entry = fc.oneof(
	who.map(who => ({
		userIdentity: identityOf(who, false),
		eventSource: 'signin.amazonaws.com',
		eventName: 'ConsoleLogin',
		responseElements: {ConsoleLogin: 'Success'},
	})),
	fc.record({who, arn}).map(({who, arn: SwitchFrom}) => ({
		userIdentity: identityOf(who, false),
		eventSource: 'signin.amazonaws.com',
		eventName: 'SwitchRole',
		responseElements: {SwitchRole: 'Success'},
		additionalEventData: {SwitchFrom},
	})),
	who.map(who => ({
		userIdentity: identityOf(who, false),
		eventSource: 'bedrock.amazonaws.com',
		eventName: 'InvokeModel',
		additionalEventData: {callWithBearerToken: true},
	})),
	fc.record({arn, credentials}).map(({arn, credentials}) => ({
		userIdentity: {type: 'AWSService', invokedBy: 'ec2.amazonaws.com'},
		eventSource: 'sts.amazonaws.com',
		eventName: 'AssumeRole',
		responseElements: {credentials, assumedRoleUser: {assumedRoleId: 'AROAMADE:x', arn}},
	})),
);

let serial = 0;

const record = fc
	.record({
		what: fc.oneof(
			fc.record({who, call}).map(({who, call}) => ({userIdentity: identityOf(who), ...call})),
			entry,
		),
		second: fc.constantFrom(0, 60, 300, 600, 1800, 3000),
		sourceIPAddress: fc.constantFrom('198.51.100.7', '203.0.113.9'),
	})
	.map(({what: {userIdentity, ...what}, second, sourceIPAddress}) => {
		serial += 1;
		return {
			eventVersion: '1.11',
			userIdentity,
			eventTime: time(second),
			awsRegion: 'us-east-1',
			sourceIPAddress,
			...what,
			eventID: `j-${serial}`,
		};
	});

/** The records of one file in which doors are opened and entered. */
export const joinedRecords = fc.array(record, {minLength: 1, maxLength: 6});
