import {AssumeRoleCommand, STSClient} from '@aws-sdk/client-sts';
import type {Beat} from '../../actors/timeline.ts';
import {type Keys, Wire} from '../../actors/wire.ts';
import type {Range} from '../../range.ts';
import {roleArn} from './founding.ts';
import {HOME, OFFICE} from './office.ts';

/** When, in minutes before now: the working day before, and this one. */
const TIMES = [19 * 60 + 12, 9 * 60 + 40, 75];

/** Somebody of the company's who takes one of its roles as a part of the day's work, and stops when it is closed. */
export function takeOwnRole(
	range: Range,
	keys: Keys,
	{role, name}: {readonly role: string; readonly name: string},
): {readonly beats: Beat[]; close(): void} {
	const wire = new Wire(range.url, OFFICE);
	const RoleArn = roleArn(range.world.accountId, role);
	const beats = TIMES.map(ago => ({
		ago,
		run: () =>
			wire.client(STSClient, keys, HOME).send(new AssumeRoleCommand({RoleArn, RoleSessionName: name})),
	}));
	return {beats, close: () => wire.close()};
}
