import {createHash} from 'node:crypto';
import {type CloudTrailRecord, isObject, valueAt} from './record.ts';
import {textOf} from './text.ts';

/** One CloudTrail record, read: every text in it is safe to show; `record` is the untouched original. */
export interface Event {
	/** `eventID`; where the record has none, `no-id:` and a digest of its content, so that it counts once. */
	readonly id: string;
	/** ms since the epoch; 0 where the record names no time. */
	readonly time: number;
	readonly region: string;
	/** `iam.amazonaws.com` */
	readonly source: string;
	/** As recorded, dates included: `CreateFunction20150331`. */
	readonly name: string;
	/** The access key id that signed; null where nothing did (services, console sign-in). */
	readonly credential: string | null;
	/** ARN of the identity. */
	readonly principal: string | null;
	/** User or role-session name. */
	readonly username: string | null;
	/** The service that made the call for somebody (field guide §19). */
	readonly invokedBy: string | null;
	readonly sourceIp: string | null;
	readonly userAgent: string | null;
	readonly errorCode: string | null;
	readonly errorMessage: string | null;
	/** CloudTrail's flag, which does not mean harmless (field guide §6); null where absent. */
	readonly readOnly: boolean | null;
	/**
	 * The credential of the lineage behind an event that it did not sign: a service's call for it (field guide §19), a
	 * console sign-in, a bearer token's call (§8); null for calls made directly.
	 */
	readonly onBehalfOf: string | null;
	readonly record: CloudTrailRecord;
}

/**
 * Reads a CloudTrail record of any quality: missing type, identity, id or time do not stop it (real logs have all of
 * them missing somewhere). Returns null only for what is no record at all: not an object, or one without an event name.
 */
export function readEvent(record: unknown): Event | null {
	if (!isObject(record)) return null;
	const name = textOf(record['eventName']);
	if (name === null) return null;
	const identity = record['userIdentity'];
	const readOnly = record['readOnly'];
	return {
		id: textOf(record['eventID']) ?? `no-id:${digest(record)}`,
		time: timeOf(record['eventTime']),
		region: textOf(record['awsRegion']) ?? 'unknown',
		source: textOf(record['eventSource']) ?? 'unknown',
		name,
		credential: textOf(valueAt(identity, 'accessKeyId')),
		principal: textOf(valueAt(identity, 'arn')),
		username: usernameOf(identity),
		invokedBy: textOf(valueAt(identity, 'invokedBy')),
		sourceIp: textOf(record['sourceIPAddress']),
		userAgent: textOf(record['userAgent']),
		errorCode: textOf(record['errorCode']),
		errorMessage: textOf(record['errorMessage']),
		readOnly: typeof readOnly === 'boolean' ? readOnly : null,
		onBehalfOf: null,
		record,
	};
}

/** The last second that a Date can hold. */
const latestDate = 8.64e12;

/**
 * ms since the epoch of a time as CloudTrail writes it: ISO in most places, US locale text in some responses
 * (`Jul 10, 2023, 1:06:41 PM`, UTC, field guide §7), seconds from LookupEvents; 0 if unreadable or before the epoch.
 */
export function timeOf(value: unknown): number {
	if (typeof value === 'number') return value > 0 && value <= latestDate ? Math.round(value * 1000) : 0;
	if (typeof value !== 'string') return 0;
	const text = value.replace(/\u202f/g, ' ');
	const time = Date.parse(/(Z|UTC|GMT|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text} UTC`);
	return time > 0 ? time : 0;
}

/** `2026-11-24T05:27:25Z`, as CloudTrail writes it; null for 0, the unknown time. */
export function isoTime(time: number): string | null {
	return time === 0 ? null : new Date(time).toISOString().replace('.000Z', 'Z');
}

/** The credential that acted: for what a service did on a caller's behalf, the caller's, once it is known (field guide §19). */
export function actorOf({
	credential,
	invokedBy,
	onBehalfOf,
}: Pick<Event, 'credential' | 'invokedBy' | 'onBehalfOf'>): string | null {
	return credential === null || invokedBy === null ? credential : (onBehalfOf ?? credential);
}

/** EC2's answer to a dry run that would have worked (field guide §7): an error code, and yet a success. */
export const dryRun = 'Client.DryRunOperation';

/** Error codes by which services say "not allowed"; others (not found, throttled, invalid) are failures, not denials. */
const denials = /(access.?denied|unauthorized|not.?authorized|forbidden|optInRequired)/i;

/** Whether the call was refused for want of permission. */
export function isDenied(event: Pick<Event, 'errorCode'>): boolean {
	return event.errorCode !== null && denials.test(event.errorCode);
}

/** The event name without the date that Lambda and CloudFront put behind it (field guide §7). */
export function plainName(eventName: string): string {
	return eventName.replace(/20\d\d_?\d\d_?\d\d(v\d+)?$/, '');
}

function usernameOf(identity: unknown): string | null {
	const userName = textOf(valueAt(identity, 'userName'));
	if (userName !== null) return userName;
	const arn = valueAt(identity, 'arn');
	if (typeof arn !== 'string') return null;
	if (/^arn:[^:]*:iam::\d*:root$/.test(arn)) return 'root';
	return textOf(arn.slice(arn.lastIndexOf('/') + 1));
}

function digest(record: CloudTrailRecord): string {
	return createHash('sha256').update(JSON.stringify(record)).digest('hex').slice(0, 32);
}
