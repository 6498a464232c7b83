import type {Principal} from '../principals/authenticate.ts';
import {identityOf, isoSeconds} from '../record.ts';
import type {World} from '../world.ts';

/** From where, with what, and through which region's sign-in page. */
export interface Visit {
	readonly sourceIp: string;
	readonly userAgent: string;
	readonly region: string;
}

interface Particulars {
	readonly errorMessage?: string;
	readonly responseElements: Readonly<Record<string, unknown>>;
	readonly additionalEventData: Readonly<Record<string, unknown>>;
}

/** Appends what the sign-in service logs, and where it was called; returns the event's id. */
export function note(
	{trail, clock, eventIds, accountId}: World,
	eventName: string,
	userIdentity: object,
	{sourceIp, userAgent, region}: Visit,
	particulars: Particulars,
): string {
	const eventID = eventIds.uuid();
	const time = clock.now();
	trail.append(
		{
			eventVersion: '1.11',
			userIdentity,
			eventTime: isoSeconds(time),
			eventSource: 'signin.amazonaws.com',
			eventName,
			awsRegion: region,
			sourceIPAddress: sourceIp,
			userAgent,
			requestParameters: null,
			...particulars,
			eventID,
			readOnly: false,
			eventType: 'AwsConsoleSignIn',
			managementEvent: true,
			recipientAccountId: accountId,
			eventCategory: 'Management',
			tlsDetails: {
				tlsVersion: 'TLSv1.3',
				cipherSuite: 'TLS_AES_128_GCM_SHA256',
				clientProvidedHostHeader: `${region}.signin.aws.amazon.com`,
			},
		},
		time,
	);
	return eventID;
}

/** ConsoleLogin and SwitchRole say who it is, and neither by which key nor in which session (field guide §8). */
export function keylessIdentity(principal: Principal): object {
	const {accessKeyId: _, sessionContext: __, ...identity} = identityOf(principal);
	return identity;
}
