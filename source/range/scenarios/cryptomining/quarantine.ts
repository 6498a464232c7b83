import {isoSeconds} from '../../record.ts';
import type {World} from '../../world.ts';

const POLICY = 'arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3';

/** AWS puts a leaked user into quarantine: it does so as the user, and from `AWS Internal` (field guide §4). */
export function quarantine(
	{iam, trail, random, clock, accountId}: World,
	userName: string,
	accessKeyId: string,
): void {
	const user = iam.users.get(userName);
	if (!user) {
		return;
	}
	iam.users.set(userName, {...user, attached: [...user.attached, POLICY]});
	trail.append({
		eventVersion: '1.11',
		userIdentity: {
			type: 'IAMUser',
			principalId: user.userId,
			arn: user.arn,
			accountId,
			accessKeyId,
			userName,
		},
		eventTime: isoSeconds(clock.now()),
		eventSource: 'iam.amazonaws.com',
		eventName: 'AttachUserPolicy',
		awsRegion: 'us-east-1',
		sourceIPAddress: 'AWS Internal',
		userAgent: 'AWS Internal',
		requestParameters: {userName, policyArn: POLICY},
		responseElements: null,
		requestID: random.uuid(),
		eventID: random.uuid(),
		readOnly: false,
		eventType: 'AwsApiCall',
		managementEvent: true,
		recipientAccountId: accountId,
		eventCategory: 'Management',
	});
}
