import {accountOfKey} from '../../../domain/key.ts';
import type {Beat} from '../../actors/timeline.ts';
import type {Truth} from '../../actors/truth.ts';
import {isoSeconds} from '../../record.ts';
import type {World} from '../../world.ts';
import {OFFICE} from '../company/office.ts';

/** So long ago somebody else had the id, in ms. */
const AGO = 47 * 86_400_000;

/**
 * Temporary key ids come round again: weeks before the intruder's session got its id, a colleague's had the very same
 * one. Only the time tells them apart, for a credential's life starts at its hop (field guide §8).
 */
export function recycle({trail, iam, clock, random, accountId}: World, truth: Truth): Beat {
	return {
		ago: 0.5,
		run() {
			const user = iam.users.get('chiara.neri');
			const before = clock.now() - AGO;
			const temporary = truth.credentials.map(({id}) => id).filter(id => accountOfKey(id) === accountId);
			const ids = temporary.filter((id, place) => id.startsWith('ASIA') && place % 5 === 0);
			for (const [index, id] of ids.entries()) {
				for (const step of [0, 1, 2]) {
					const time = before + index * 3_600_000 + step * 60_000;
					trail.append(
						{
							eventVersion: '1.11',
							userIdentity: {
								type: 'IAMUser',
								principalId: user?.userId,
								arn: user?.arn,
								accountId,
								accessKeyId: id,
								userName: user?.userName,
								sessionContext: {
									attributes: {creationDate: isoSeconds(before), mfaAuthenticated: 'true'},
								},
							},
							eventTime: isoSeconds(time),
							eventSource: 's3.amazonaws.com',
							eventName: ['ListBuckets', 'GetBucketLocation', 'PutBucketTagging'][step] ?? 'ListBuckets',
							awsRegion: 'us-east-1',
							sourceIPAddress: OFFICE.sourceIp,
							userAgent: OFFICE.userAgent,
							requestParameters: null,
							responseElements: null,
							requestID: random.uuid(),
							eventID: random.uuid(),
							readOnly: step < 2,
							eventType: 'AwsApiCall',
							managementEvent: true,
							recipientAccountId: accountId,
							eventCategory: 'Management',
						},
						time,
					);
				}
			}
		},
	};
}
