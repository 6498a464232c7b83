import type {Origin} from '../../actors/wire.ts';
import {HOME, OFFICE} from '../company/office.ts';

/** Who calls from where, and as what. All addresses are from the blocks reserved for documentation. */
export const ORIGINS = {
	/** The finder's check, which is no attack (field guide §10). */
	truffleHog: {sourceIp: '203.0.113.201', userAgent: 'TruffleHog'},
	/** The attacker's scanner: tries every key that somebody pushes. */
	scanner: {
		sourceIp: '203.0.113.66',
		userAgent:
			'Boto3/1.34.162 md/Botocore#1.34.162 ua/2.0 os/linux#5.15.0-1063-aws md/arch#x86_64 lang/python#3.10.12 md/pyimpl#CPython cfg/retry-mode#legacy Botocore/1.34.162',
	},
	/** The attacker in person. */
	attacker: {
		sourceIp: '198.51.100.23',
		userAgent:
			'aws-cli/2.17.44 md/awscrt#0.21.2 ua/2.0 os/linux#6.8.0-45-generic md/arch#x86_64 lang/python#3.11.9 md/pyimpl#CPython cfg/retry-mode#standard md/installer#exe md/prompt#off',
	},
	/** Somebody with a sense of humour: C1 control characters in the user agent, as far as HTTP lets them through. */
	prankster: {sourceIp: '203.0.113.66', userAgent: '\u009b2J\u009b31mBoto3/1.34.162\u009d0;owned\u009c'},
	/** The application whose key it is: a build server. */
	application: {
		sourceIp: '192.0.2.44',
		userAgent:
			'aws-sdk-js/3.637.0 ua/2.1 os/linux#6.5.0-1025-azure lang/js md/nodejs#20.16.0 api/lambda#3.637.0 exec-env/GitHub-Actions',
	},
	/** The company's office. */
	office: OFFICE,
} as const satisfies Record<string, Origin>;

/** The names of the account. */
export const NAMES = {
	key: 'key',
	leakedUser: 'ci-deploy',
	deployRole: 'deploy-role',
	organizationRole: 'organization-admin',
	functionRole: 'orders-lambda',
	serverRole: 'app-server',
	/** What the attacker leaves behind: plausible at a glance. */
	backdoorUser: 'svc-cloudwatch-agent',
	backdoorRole: 'lambda-edge-exec',
	backdoorFunction: 'log-rotator',
} as const;

export {HOME};

/** Where the attacker mines: six regions, one of which only an account that opted in has. */
export const MINES = [
	'us-east-1',
	'us-east-2',
	'us-west-2',
	'eu-west-1',
	'ap-northeast-1',
	'eu-central-2',
] as const;
