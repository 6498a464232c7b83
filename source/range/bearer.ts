import {authenticateUser} from './principals/authenticate.ts';
import {refusal, refusalText} from './principals/authorize.ts';
import {identityOf, isoSeconds} from './record.ts';
import type {Visit} from './signin/records.ts';
import type {World} from './world.ts';

/**
 * A call of Bedrock with a long-term API key, which no signature stands behind: the event shows the user, no key id, and
 * `callWithBearerToken` (field guide §8). Returns the event's id, and whether Bedrock answered; undefined where the
 * service-specific credential is not active, for then nobody is known and nothing is logged.
 */
export function callWithBearerToken(
	world: World,
	credentialId: string,
	modelId: string,
	{sourceIp, userAgent, region}: Visit,
): {readonly eventID: string; readonly allowed: boolean} | undefined {
	const {iam, trail, clock, eventIds} = world;
	const credential = iam.serviceCredentials.settled(credentialId);
	const time = clock.now();
	const expires = Number(credential?.expirationDate ?? Number.POSITIVE_INFINITY);
	if (credential?.status !== 'Active' || expires <= time) return undefined;
	const principal = authenticateUser(world, credential.userName);
	if (principal === undefined) return undefined;
	const resource = `arn:aws:bedrock:${region}::foundation-model/${modelId}`;
	const permission = {action: 'bedrock:InvokeModel', resource};
	const why = refusal(world, principal, permission, {now: time, region, sourceIp, userAgent});
	const eventID = eventIds.uuid();
	const {accessKeyId: _, ...userIdentity} = identityOf(principal);
	trail.append(
		{
			eventVersion: '1.11',
			userIdentity,
			eventTime: isoSeconds(time),
			eventSource: 'bedrock.amazonaws.com',
			eventName: 'InvokeModel',
			awsRegion: region,
			sourceIPAddress: sourceIp,
			userAgent,
			...(why === null
				? {requestParameters: {modelId}}
				: {
						errorCode: 'AccessDenied',
						errorMessage: refusalText(principal.arn, permission, why),
						requestParameters: null,
					}),
			responseElements: null,
			additionalEventData: {callWithBearerToken: true, inferenceRegion: region},
			requestID: eventIds.uuid(),
			eventID,
			readOnly: true,
			eventType: 'AwsApiCall',
			managementEvent: true,
			recipientAccountId: world.accountId,
			eventCategory: 'Management',
		},
		time,
	);
	return {eventID, allowed: why === null};
}
