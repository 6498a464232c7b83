import type {Origin} from '../../actors/wire.ts';

/** Who calls from where, and as what. All addresses are from the blocks reserved for documentation. */
export const ORIGINS = {
	/** The first look, with the tool that this sort of intruder likes (field guide §17). */
	s3Browser: {sourceIp: '198.51.100.77', userAgent: '[S3 Browser 11.6.7 https://s3browser.com]'},
	/** The intruder's own command line. */
	intruder: {
		sourceIp: '198.51.100.77',
		userAgent: 'aws-cli/2.22.12 md/awscrt#0.23.4 ua/2.0 os/windows#10 md/arch#amd64 lang/python#3.12.6',
	},
	/** The script that turns a federation token into a sign-in link. */
	script: {sourceIp: '198.51.100.77', userAgent: 'python-requests/2.32.3'},
	/** And the browser in which most of it happens. */
	browser: {
		sourceIp: '198.51.100.77',
		userAgent:
			'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
	},
	/** The instance that the intruder started. */
	instance: {sourceIp: '203.0.113.140', userAgent: 'Boto3/1.35.70 md/Botocore#1.35.70 os/linux exec-env/EC2'},
	/** AWS's own network: from there the functions call. */
	lambda: {
		sourceIp: '203.0.113.9',
		userAgent: 'Boto3/1.35.70 md/Botocore#1.35.70 os/linux exec-env/AWS_Lambda_python3.13',
	},
	/** The machine that makes accounts for new colleagues. */
	application: {
		sourceIp: '192.0.2.61',
		userAgent: 'aws-sdk-go-v2/1.32.5 os/linux lang/go#1.23.3 md/GOOS#linux md/GOARCH#amd64 api/iam#1.38.1',
	},
} as const satisfies Record<string, Origin>;

/** The names of the account. */
export const NAMES = {
	key: 'key',
	leakedUser: 'onboarding-bot',
	adminRole: 'platform-admin',
	serverRole: 'app-server',
	syncRole: 'user-sync',
	vendorRole: 'vendor-support',
	/** What the intruder adds: each sounds like something that somebody must have asked for. */
	supportUser: 'it-support',
	metricsUser: 'ops-metrics',
	bedrockUser: 'BedrockAPIKey-7k2m',
	auditRole: 'vendor-audit',
	syncFunction: 'user-sync-nightly',
} as const;

/** Where the intruder starts machines. */
export const REGIONS = ['us-east-1', 'us-west-2'] as const;

/** Where the sign-in pages were that logged it (field guide §8). */
export const SIGNIN = {federation: 'eu-north-1', password: 'us-east-2', role: 'eu-central-1'} as const;

/** Model that the bearer token is used for. */
export const MODEL = 'anthropic.claude-sonnet-4-20250514-v1:0';
