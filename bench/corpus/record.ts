import {account} from './layout.ts';
import type {Random} from './random.ts';

/** What differs from record to record; the rest is as CloudTrail writes it, in its order. */
export interface Parts {
	/** JSON of `userIdentity`. */
	readonly identity: string;
	/** ms since the epoch. */
	readonly time: number;
	readonly region: string;
	readonly source: string;
	readonly name: string;
	readonly ip: string;
	readonly agent: string;
	readonly id: string;
	readonly readOnly: boolean;
	/** JSON; `null` where there is none. */
	readonly request: string;
	readonly response: string;
	readonly error?: string;
	readonly type?: string;
}

/** The JSON of one record. */
export function recordText(parts: Parts, random: Random): string {
	const {identity, time, region, source, name, ip, agent, id, readOnly, request, response} = parts;
	const error =
		parts.error === undefined
			? ''
			: `"errorCode":"AccessDenied","errorMessage":${JSON.stringify(parts.error)},`;
	// A service that calls another one inside AWS is recorded without.
	const tls = ip.endsWith('.amazonaws.com')
		? ''
		: `,"tlsDetails":{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256","clientProvidedHostHeader":"${source.replace('.amazonaws', `.${region}.amazonaws`)}"}`;
	return `{"eventVersion":"1.11","userIdentity":${identity},"eventTime":"${seconds(time)}","eventSource":"${source}","eventName":"${name}","awsRegion":"${region}","sourceIPAddress":"${ip}","userAgent":"${agent}",${error}"requestParameters":${request},"responseElements":${response},"requestID":"${random.uuid()}","eventID":"${id}","readOnly":${readOnly},"eventType":"${parts.type ?? 'AwsApiCall'}","managementEvent":true,"recipientAccountId":"${account}","eventCategory":"Management"${tls}}`;
}

/** JSON of the identity behind a long-term key. */
export function userIdentity(user: string, principalId: string, key: string): string {
	return `{"type":"IAMUser","principalId":"${principalId}","arn":"arn:aws:iam::${account}:user/${user}","accountId":"${account}","accessKeyId":"${key}","userName":"${user}"}`;
}

/** A role's session. */
export interface Session {
	readonly role: string;
	/** `AROA…` */
	readonly roleId: string;
	readonly name: string;
	/** `ASIA…` */
	readonly key: string;
	/** ms since the epoch of the session's creation. */
	readonly created: number;
}

/** JSON of the identity of a role's session. @param invokedBy The service that acts for it, or null. */
export function sessionIdentity(session: Session, invokedBy: string | null): string {
	const {role, roleId, name, key, created} = session;
	const service = invokedBy === null ? '' : `,"invokedBy":"${invokedBy}"`;
	return `{"type":"AssumedRole","principalId":"${roleId}:${name}","arn":"arn:aws:sts::${account}:assumed-role/${role}/${name}","accountId":"${account}","accessKeyId":"${key}","sessionContext":{"sessionIssuer":{"type":"Role","principalId":"${roleId}","arn":"arn:aws:iam::${account}:role/${role}","accountId":"${account}","userName":"${role}"},"attributes":{"creationDate":"${seconds(created)}","mfaAuthenticated":"false"}}${service}}`;
}

/** JSON of what AssumeRole answers. */
export function assumedRole(session: Session, time: number, random: Random): string {
	return `{"credentials":{"accessKeyId":"${session.key}","sessionToken":"${random.token(24)}","expiration":"${usDate(time + 3_600_000)}"},"assumedRoleUser":{"assumedRoleId":"${session.roleId}:${session.name}","arn":"arn:aws:sts::${account}:assumed-role/${session.role}/${session.name}"}}`;
}

/** `2026-10-01T00:00:00Z` */
export function seconds(time: number): string {
	return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Oct 1, 2026, 1:00:00 AM`: how responses carry times (field guide §7). */
export function usDate(time: number): string {
	const date = new Date(time);
	const hours = date.getUTCHours();
	const clock = `${hours % 12 || 12}${date.toISOString().slice(13, 19)}`;
	return `${months[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()}, ${clock} ${hours < 12 ? 'AM' : 'PM'}`;
}
