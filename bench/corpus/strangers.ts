import {account, type Slot} from './layout.ts';
import {Random} from './random.ts';
import {assumedRole, type Parts, recordText, type Session, sessionIdentity, userIdentity} from './record.ts';

/** Who else works in the account: the same in every file, so that their keys recur as they do in real logs. */
interface Staff {
	readonly users: readonly {readonly name: string; readonly principal: string; readonly key: string}[];
	readonly roles: readonly {readonly name: string; readonly id: string}[];
}

const agents = [
	'aws-sdk-go-v2/1.30.3 os/linux lang/go#1.22.5 md/GOOS#linux md/GOARCH#amd64 api/sts#1.30.3',
	'Boto3/1.34.144 md/Botocore#1.34.144 ua/2.0 os/linux#5.10.220 md/arch#x86_64 lang/python#3.11.9',
	'aws-cli/2.17.13 md/awscrt#0.20.11 ua/2.0 os/linux#6.1.97 md/arch#x86_64 exec-env/EC2 cfg/retry-mode#standard',
	'APN/1.0 HashiCorp/1.0 Terraform/1.9.2 (+https://www.terraform.io) terraform-provider-aws/5.58.0',
];

const services = ['lambda', 'ec2', 'ecs-tasks', 'config', 'ssm', 'autoscaling'];

const reads: readonly (readonly [source: string, name: string, request: string])[] = [
	[
		'ec2',
		'DescribeInstances',
		'{"maxResults":100,"instancesSet":{},"filterSet":{"items":[{"name":"instance-state-name","valueSet":{"items":[{"value":"running"}]}}]}}',
	],
	['ec2', 'DescribeVolumes', '{"volumeSet":{},"filterSet":{}}'],
	['ec2', 'DescribeSecurityGroups', '{"securityGroupSet":{},"securityGroupIdSet":{},"filterSet":{}}'],
	[
		'monitoring',
		'DescribeAlarms',
		'{"alarmNamePrefix":"TargetTracking-service/production/","maxRecords":100}',
	],
	[
		'ecs',
		'DescribeServices',
		`{"cluster":"arn:aws:ecs:us-east-1:${account}:cluster/production","services":["checkout","search"]}`,
	],
	[
		'secretsmanager',
		'GetSecretValue',
		`{"secretId":"arn:aws:secretsmanager:us-east-1:${account}:secret:production/checkout/database"}`,
	],
	[
		'ssm',
		'GetParameters',
		'{"names":["/production/checkout/flags","/production/checkout/limits"],"withDecryption":true}',
	],
	['iam', 'ListAccessKeys', '{"userName":"reporting"}'],
	['s3', 'GetBucketLocation', '{"bucketName":"example-artifacts","Host":"s3.amazonaws.com","location":""}'],
	[
		'logs',
		'DescribeLogStreams',
		'{"logGroupName":"/aws/lambda/checkout-webhook","orderBy":"LastEventTime","descending":true}',
	],
];

function staff(): Staff {
	const random = new Random(7);
	return {
		users: Array.from({length: 60}, (_, i) => ({
			name: `service-account-${i}`,
			principal: random.id('AIDA'),
			key: random.id('AKIA'),
		})),
		roles: Array.from({length: 180}, (_, i) => ({name: `production-task-${i}`, id: random.id('AROA')})),
	};
}

const people = staff();

/** The events of everybody but the lineage, in one file. */
export class Strangers {
	readonly #slot: Slot;
	readonly #random: Random;

	constructor(slot: Slot) {
		this.#slot = slot;
		this.#random = new Random(slot.index * 2_654_435 + 1);
	}

	/** The JSON of one record. */
	next(): string {
		const share = this.#random.below(100);
		if (share < 20) return this.#assumeRole('service');
		if (share < 30) return this.#assumeRole('session');
		if (share < 35) return this.#assumeRole('user');
		if (share < 66) return this.#read('session');
		if (share < 80) return this.#read('user');
		if (share < 91) return this.#decrypt();
		if (share < 95) return this.#denied();
		if (share < 98) return this.#runInstances();
		return this.#consoleLogin();
	}

	/** The session that a role has at this time in every region: a new one each hour. */
	#session(time: number): Session {
		const index = this.#random.below(people.roles.length);
		const hour = Math.floor(time / 3_600_000);
		const role = people.roles[index] ?? {name: '', id: ''};
		const random = new Random(hour * 1000 + index);
		return {
			role: role.name,
			roleId: role.id,
			name: `i-0${random.token(3).slice(0, 16)}`,
			key: random.id('ASIA'),
			created: hour * 3_600_000,
		};
	}

	#record(parts: Omit<Parts, 'id' | 'region' | 'time'>, time: number): string {
		return recordText({...parts, time, region: this.#slot.region, id: this.#random.uuid()}, this.#random);
	}

	#time(): number {
		return this.#slot.from + this.#random.below(this.#slot.to - this.#slot.from);
	}

	#user(): string {
		const {name, principal, key} = this.#random.pick(people.users);
		return userIdentity(name, principal, key);
	}

	#assumeRole(caller: 'service' | 'session' | 'user'): string {
		const time = this.#time();
		const session = this.#session(time);
		const service = `${this.#random.pick(services)}.amazonaws.com`;
		const identity = {
			service: () => `{"type":"AWSService","invokedBy":"${service}"}`,
			session: () => sessionIdentity(this.#session(time), null),
			user: () => this.#user(),
		}[caller]();
		return this.#record(
			{
				identity,
				source: 'sts.amazonaws.com',
				name: 'AssumeRole',
				ip: caller === 'service' ? service : this.#random.address(),
				agent: caller === 'service' ? service : this.#random.pick(agents),
				readOnly: true,
				request: `{"roleArn":"arn:aws:iam::${account}:role/${session.role}","roleSessionName":"${session.name}","durationSeconds":3600}`,
				response: assumedRole(session, time, this.#random),
			},
			time,
		);
	}

	#read(caller: 'session' | 'user', error?: string): string {
		const time = this.#time();
		const [source, name, request] = this.#random.pick(reads);
		return this.#record(
			{
				identity: caller === 'user' ? this.#user() : sessionIdentity(this.#session(time), null),
				source: `${source}.amazonaws.com`,
				name,
				ip: this.#random.address(),
				agent: this.#random.pick(agents),
				readOnly: true,
				request: error === undefined ? request : 'null',
				response: 'null',
				...(error === undefined ? {} : {error}),
			},
			time,
		);
	}

	#denied(): string {
		return this.#read(
			'session',
			`User: arn:aws:sts::${account}:assumed-role/production-task-7/checkout is not authorized to perform this action because no identity-based policy allows it`,
		);
	}

	/** A service that acts for a session, under a key that no event issued (field guide §19). */
	#decrypt(): string {
		const time = this.#time();
		const session = {...this.#session(time), key: this.#random.id('ASIA'), created: time - 1000};
		const service = this.#random.pick([
			's3.amazonaws.com',
			'secretsmanager.amazonaws.com',
			'ssm.amazonaws.com',
		]);
		return this.#record(
			{
				identity: sessionIdentity(session, service),
				source: 'kms.amazonaws.com',
				name: 'Decrypt',
				ip: service,
				agent: service,
				readOnly: true,
				request: `{"encryptionContext":{"aws:s3:arn":"arn:aws:s3:::example-artifacts"},"encryptionAlgorithm":"SYMMETRIC_DEFAULT"}`,
				response: 'null',
			},
			time,
		);
	}

	#runInstances(): string {
		const time = this.#time();
		const instance = `{"instanceId":"i-0${this.#random.token(3).slice(0, 16)}","imageId":"ami-0abcdef1234567890","currentState":{},"instanceState":{"code":0,"name":"pending"},"privateDnsName":"ip-10-0-${this.#random.below(256)}-${this.#random.below(256)}.ec2.internal","amiLaunchIndex":0,"productCodes":{},"instanceType":"m6i.large","launchTime":${time},"placement":{"availabilityZone":"${this.#slot.region}a","tenancy":"default"},"monitoring":{"state":"disabled"},"subnetId":"subnet-0abcdef1234567890","vpcId":"vpc-0abcdef1234567890","stateReason":{"code":"pending","message":"pending"},"architecture":"x86_64","rootDeviceType":"ebs","rootDeviceName":"/dev/xvda","virtualizationType":"hvm","hypervisor":"xen","groupSet":{"items":[{"groupId":"sg-0abcdef1234567890","groupName":"web"}]},"sourceDestCheck":true}`;
		return this.#record(
			{
				identity: sessionIdentity(this.#session(time), null),
				source: 'ec2.amazonaws.com',
				name: 'RunInstances',
				ip: 'autoscaling.amazonaws.com',
				agent: 'autoscaling.amazonaws.com',
				readOnly: false,
				request:
					'{"instancesSet":{"items":[{"minCount":2,"maxCount":2}]},"blockDeviceMapping":{},"monitoring":{"enabled":false}}',
				response: `{"requestId":"${this.#random.uuid()}","reservationId":"r-0abcdef1234567890","ownerId":"${account}","groupSet":{},"instancesSet":{"items":[${instance}]}}`,
			},
			time,
		);
	}

	#consoleLogin(): string {
		const time = this.#time();
		const {name, principal} = this.#random.pick(people.users);
		return this.#record(
			{
				identity: `{"type":"IAMUser","principalId":"${principal}","arn":"arn:aws:iam::${account}:user/${name}","accountId":"${account}","userName":"${name}"}`,
				source: 'signin.amazonaws.com',
				name: 'ConsoleLogin',
				ip: this.#random.address(),
				agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
				readOnly: false,
				request: 'null',
				response: '{"ConsoleLogin":"Success"}',
				type: 'AwsConsoleSignIn',
			},
			time,
		);
	}
}
