import type {Beat} from '../../actors/timeline.ts';
import {isoSeconds} from '../../record.ts';
import type {World} from '../../world.ts';
import type {StaffKeys} from './founding.ts';
import {HOME, OFFICE} from './office.ts';

/** An ordinary call: whose, of which service, and what it names. */
interface Habit {
	readonly who: 'alice.meyer' | 'bruno.costa' | 'chiara.neri' | 'trusted-advisor' | 'config';
	readonly source: string;
	readonly name: string;
	readonly region: string;
	readonly parameters: object | null;
	readonly readOnly?: false;
}

const HABITS: readonly [Habit, ...Habit[]] = [
	habit('alice.meyer', 's3', 'ListBuckets', 'us-east-1', null),
	habit('alice.meyer', 's3', 'GetBucketPolicy', HOME, {bucketName: 'corp-builds'}),
	habit('alice.meyer', 'iam', 'ListUsers', 'us-east-1', null),
	habit('alice.meyer', 'iam', 'GetAccountSummary', 'us-east-1', null),
	habit('alice.meyer', 'cloudwatch', 'DescribeAlarms', HOME, {maxRecords: 100}),
	habit('bruno.costa', 'ec2', 'DescribeInstances', HOME, {instancesSet: {}, filterSet: {}}),
	habit('bruno.costa', 'ec2', 'DescribeInstances', 'us-east-1', {instancesSet: {}, filterSet: {}}),
	habit('bruno.costa', 'ec2', 'DescribeVolumes', HOME, {volumeSet: {}, filterSet: {}}),
	habit('bruno.costa', 'lambda', 'ListFunctions20150331', HOME, null),
	habit('bruno.costa', 'logs', 'DescribeLogGroups', HOME, {logGroupNamePrefix: '/aws/lambda/orders-api'}),
	habit('bruno.costa', 'logs', 'StartQuery', HOME, {logGroupName: '/aws/lambda/orders-api'}, false),
	habit('bruno.costa', 'ssm', 'GetParameter', HOME, {name: '/orders/feature-flags'}),
	habit('bruno.costa', 'ssm', 'StartSession', 'us-east-1', {target: 'bastion'}, false),
	habit('bruno.costa', 'ecr', 'GetAuthorizationToken', HOME, null),
	habit('chiara.neri', 'athena', 'StartQueryExecution', HOME, {workGroup: 'reports'}, false),
	habit('chiara.neri', 'athena', 'GetQueryResults', HOME, {
		queryExecutionId: 'HIDDEN_DUE_TO_SECURITY_REASONS',
	}),
	habit('chiara.neri', 'glue', 'GetTables', HOME, {databaseName: 'orders'}),
	habit('chiara.neri', 'ce', 'GetCostAndUsage', 'us-east-1', {granularity: 'DAILY'}),
	habit('trusted-advisor', 'ec2', 'DescribeSecurityGroups', HOME, {securityGroupSet: {}, filterSet: {}}),
	habit('trusted-advisor', 'iam', 'GenerateCredentialReport', 'us-east-1', null),
	habit('config', 'ec2', 'DescribeInstances', HOME, {instancesSet: {}, filterSet: {}}),
	habit('config', 'iam', 'GetAccountAuthorizationDetails', 'us-east-1', null),
];

function habit(
	who: Habit['who'],
	service: string,
	name: string,
	region: string,
	parameters: object | null,
	readOnly?: false,
): Habit {
	return {
		who,
		source: `${service}.amazonaws.com`,
		name,
		region,
		parameters,
		...(readOnly === false && {readOnly}),
	};
}

/** How many ordinary events lie in the two days before the scenario opens. */
const COUNT = 420;

/**
 * The account's ordinary life. Its events go straight into the trail: there are services among them that the range
 * does not speak, and hundreds of calls would only cost time.
 */
export function ordinaryLife(world: World, keys: StaffKeys): Beat[] {
	return Array.from({length: COUNT}, () => ({
		ago: world.random.next() * 48 * 60,
		run: () => ordinaryEvent(world, keys),
	}));
}

/** One event of somebody's ordinary day, now. */
export function ordinaryEvent(world: World, keys: StaffKeys): void {
	const {who, source, name, region, parameters, readOnly = true} = world.random.pick(HABITS);
	world.trail.append({
		eventVersion: '1.11',
		userIdentity: identityOf(world, who, keys),
		eventTime: isoSeconds(world.clock.now()),
		eventSource: source,
		eventName: name,
		awsRegion: region,
		...originOf(who),
		requestParameters: parameters,
		responseElements: null,
		requestID: world.random.uuid(),
		eventID: world.random.uuid(),
		readOnly,
		eventType: 'AwsApiCall',
		managementEvent: true,
		recipientAccountId: world.accountId,
		eventCategory: 'Management',
	});
}

/** The service-linked roles whose describes are known to be good (field guide §18). */
const LINKED = {
	'trusted-advisor': {
		service: 'trustedadvisor.amazonaws.com',
		role: 'AWSServiceRoleForTrustedAdvisor',
		session: 'TrustedAdvisor_Session',
	},
	config: {
		service: 'config.amazonaws.com',
		role: 'AWSServiceRoleForConfig',
		session: 'configLambdaExecution',
	},
} as const;

function originOf(who: Habit['who']) {
	if (who === 'trusted-advisor' || who === 'config') {
		const {service} = LINKED[who];
		return {sourceIPAddress: service, userAgent: service};
	}
	return {sourceIPAddress: OFFICE.sourceIp, userAgent: OFFICE.userAgent};
}

function identityOf({iam, accountId}: World, who: Habit['who'], keys: StaffKeys) {
	if (who === 'trusted-advisor' || who === 'config') {
		const {service, role, session} = LINKED[who];
		const roleId = `AROA${who === 'config' ? 'CONFIG' : 'ADVISE'}RANGE00000`;
		return {
			type: 'AssumedRole',
			principalId: `${roleId}:${session}`,
			arn: `arn:aws:sts::${accountId}:assumed-role/${role}/${session}`,
			accountId,
			sessionContext: {
				sessionIssuer: {
					type: 'Role',
					principalId: roleId,
					arn: `arn:aws:iam::${accountId}:role/aws-service-role/${service}/${role}`,
					accountId,
					userName: role,
				},
			},
			invokedBy: service,
		};
	}
	const user = iam.users.get(who);
	const key = {'alice.meyer': keys.alice, 'bruno.costa': keys.bruno, 'chiara.neri': keys.chiara}[who];
	return {
		type: 'IAMUser',
		principalId: user?.userId,
		arn: user?.arn,
		accountId,
		accessKeyId: key.accessKeyId,
		userName: who,
	};
}
