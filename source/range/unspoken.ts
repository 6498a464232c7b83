import {authenticate} from './principals/authenticate.ts';
import {identityOf, isoSeconds} from './record.ts';
import type {Visit} from './signin/records.ts';
import type {World} from './world.ts';

/** A call of a service that the range does not speak. */
export interface Unspoken {
	/** `s3` */
	readonly service: string;
	readonly name: string;
	readonly parameters?: object;
	readonly readOnly?: boolean;
}

/** Appends such a call to the trail, as the credential's. Returns the event's id. */
export function callUnspoken(
	world: World,
	credential: string,
	{service, name, parameters, readOnly = true}: Unspoken,
	{sourceIp, userAgent, region}: Visit,
): string {
	const principal = authenticate(world, credential);
	if (principal === undefined) throw new Error(`nobody has the credential ${credential}`);
	const {trail, clock, eventIds, accountId} = world;
	const eventID = eventIds.uuid();
	const time = clock.now();
	trail.append(
		{
			eventVersion: '1.11',
			userIdentity: identityOf(principal),
			eventTime: isoSeconds(time),
			eventSource: `${service}.amazonaws.com`,
			eventName: name,
			awsRegion: region,
			sourceIPAddress: sourceIp,
			userAgent,
			requestParameters: parameters ?? null,
			responseElements: null,
			requestID: eventIds.uuid(),
			eventID,
			readOnly,
			eventType: 'AwsApiCall',
			managementEvent: true,
			recipientAccountId: accountId,
			eventCategory: 'Management',
		},
		time,
	);
	return eventID;
}
