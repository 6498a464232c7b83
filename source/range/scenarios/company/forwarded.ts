import type {Truth} from '../../actors/truth.ts';
import {accessKeyId} from '../../credential-ids.ts';
import {isoSeconds} from '../../record.ts';
import type {TrailRecord} from '../../trail.ts';
import type {World} from '../../world.ts';

/**
 * The account encrypts its volumes, so EC2 asks KMS for a data key with each machine that it starts: in the name of
 * whoever started it, under a key id that no event ever issued (forward access session, field guide §19).
 * @returns how to stop it.
 */
export function forwardAccess(world: World, truth: Truth): () => void {
	return world.trail.listen(record => {
		if (record.eventName === 'RunInstances' && record['errorCode'] === undefined) {
			askForDataKey(record, world, truth);
		}
	});
}

function askForDataKey(cause: TrailRecord, {trail, random, clock, accountId}: World, truth: Truth): void {
	const identity = Object(cause['userIdentity']) as Readonly<Record<string, unknown>>;
	const session = Object(identity['sessionContext']) as Readonly<Record<string, unknown>>;
	const time = clock.now();
	const now = isoSeconds(time);
	const record: TrailRecord = {
		eventVersion: '1.11',
		userIdentity: {
			...identity,
			accessKeyId: accessKeyId(random, accountId, 'ASIA'),
			sessionContext: {...session, attributes: {creationDate: now, mfaAuthenticated: 'false'}},
			invokedBy: 'ec2.amazonaws.com',
		},
		eventTime: now,
		eventSource: 'kms.amazonaws.com',
		eventName: 'GenerateDataKeyWithoutPlaintext',
		awsRegion: cause.awsRegion,
		sourceIPAddress: 'ec2.amazonaws.com',
		userAgent: 'ec2.amazonaws.com',
		requestParameters: {keyId: 'alias/aws/ebs', numberOfBytes: 64},
		responseElements: null,
		requestID: random.uuid(),
		eventID: random.uuid(),
		readOnly: true,
		eventType: 'AwsApiCall',
		managementEvent: true,
		recipientAccountId: accountId,
		eventCategory: 'Management',
	};
	truth.forward(record.eventID, String(identity['accessKeyId']));
	trail.append(record, time);
}
