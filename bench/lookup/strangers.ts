import type {RunningScenario} from '../../source/range/scenario.ts';

/** Calls of other people in one region, over 80 days. */
const calls = 12_000;
const span = 80 * 86_400_000;

/** Other people's daily work, where most of the lineage's history is: so much that nobody reads it all. */
export function crowd({range: {world}}: RunningScenario): void {
	const {trail, random, accountId, clock} = world;
	const now = clock.now();
	for (let n = 0; n < calls; n += 1) {
		const time = now - Math.floor((span * (n + 1)) / calls);
		const userName = `worker-${n % 40}`;
		trail.append(
			{
				eventVersion: '1.11',
				userIdentity: {
					type: 'IAMUser',
					principalId: `AIDAWORKER${n % 40}`,
					arn: `arn:aws:iam::${accountId}:user/${userName}`,
					accountId,
					accessKeyId: `AKIAWORKER${String(n % 40).padStart(10, '0')}`,
					userName,
				},
				eventTime: `${new Date(time).toISOString().slice(0, 19)}Z`,
				eventSource: 'ec2.amazonaws.com',
				eventName: 'DescribeInstances',
				awsRegion: 'us-east-1',
				sourceIPAddress: '192.0.2.80',
				userAgent: 'aws-sdk-go-v2/1.32.5',
				requestParameters: {instancesSet: {}, filterSet: {}},
				responseElements: null,
				requestID: random.uuid(),
				eventID: random.uuid(),
				readOnly: true,
				eventType: 'AwsApiCall',
				managementEvent: true,
				recipientAccountId: accountId,
				eventCategory: 'Management',
			},
			time,
		);
	}
}
