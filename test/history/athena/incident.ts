import {type EventParts, makeEvent, testKey} from '../../make-event.ts';
import type {Sample} from './table.ts';

/** The key, and what was minted from it: a role, a second from it, a federation token, a key of another user's. */
export const key = testKey('AKIA', 'ROOT');
export const first = testKey('ASIA', 'FIRST');
export const second = testKey('ASIA', 'SECOND');
export const token = testKey('ASIA', 'TOKEN');
export const newKey = testKey('AKIA', 'NEW');

export const at = (day: number, hour = 10, minute = 0, second = 0) =>
	Date.UTC(2026, 9, day, hour, minute, second);

const account = '111122223333';
export const ci = `arn:aws:iam::${account}:user/ci`;

function call(parts: EventParts): Readonly<Record<string, unknown>> {
	return makeEvent(parts).record;
}

/** An event that hands out `id`. */
export function mint(
	credential: string,
	id: string,
	time: number,
	parts: EventParts & {readonly expires?: number} = {},
) {
	const {expires = time + 3_600_000, name = 'AssumeRole'} = parts;
	const credentials = {accessKeyId: id, expiration: new Date(expires).toISOString()};
	const who = {arn: `arn:aws:sts::${account}:assumed-role/role/${id.slice(-6).toLowerCase()}`};
	return call({
		name,
		credential,
		time,
		response:
			name === 'GetFederationToken' ? {credentials, federatedUser: who} : {credentials, assumedRoleUser: who},
		...parts,
	});
}

/** A call that KMS, say, makes for somebody under a key that nobody issued (field guide §19). */
export function serviceCall(
	id: string,
	arn: string,
	created: number,
	time: number,
	own = testKey('ASIA', 'KMS'),
): Readonly<Record<string, unknown>> {
	return {
		...call({id, time, source: 'kms.amazonaws.com', name: 'Decrypt'}),
		userIdentity: {
			type: 'IAMUser',
			arn,
			accessKeyId: own,
			invokedBy: 's3.amazonaws.com',
			sessionContext: {attributes: {creationDate: new Date(created).toISOString().replace('.000Z', 'Z')}},
		},
	};
}

/** Other people at work on every day of October, in three regions. */
function bystanders(): Sample {
	const regions = ['us-east-1', 'eu-west-1', 'ap-south-1'];
	return Array.from({length: 31 * 3 * 4}, (_, index) =>
		call({
			time: at(1 + Math.floor(index / 12), index % 24),
			region: regions[index % 3] ?? '',
			credential: testKey('AKIA', 'OTHER'),
			arn: `arn:aws:iam::${account}:user/other`,
		}),
	);
}

/** An incident over October 2026, and what is to be found of it. */
export function incident(): {readonly records: Sample; readonly ids: readonly string[]} {
	const lineage = [
		call({credential: key, arn: ci, time: at(3)}),
		mint(key, first, at(3, 11), {arn: ci}),
		mint(first, second, at(3, 11, 30), {region: 'eu-west-1'}),
		mint(second, token, at(3, 23, 50), {
			region: 'ap-south-1',
			name: 'GetFederationToken',
			expires: at(5, 11),
		}),
		call({credential: token, time: at(4, 1), region: 'ap-south-1', name: 'RunInstances'}),
		call({
			credential: token,
			time: at(4, 2),
			source: 'iam.amazonaws.com',
			name: 'CreateAccessKey',
			response: {accessKey: {accessKeyId: newKey, userName: 'spare', status: 'Active'}},
		}),
		call({credential: newKey, time: at(20), region: 'eu-west-1', name: 'ListBuckets'}),
		serviceCall('made-by-kms', ci, at(3, 10, 0, 1), at(3, 12)),
	];
	const ids = lineage.map(record => String(record['eventID']));
	return {records: [...bystanders(), ...lineage], ids};
}
