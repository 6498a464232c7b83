import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {Lineage} from '../../../source/domain/lineage.ts';
import {account, assumeRole, eventOf, fakeKey, identity, record} from '../records.ts';
import {
	asUser,
	at,
	console,
	consoleCall,
	consoleLogin,
	createUser,
	eve,
	federated,
	federation,
	getFederationToken,
	getSigninToken,
	key,
	otherConsole,
	session,
} from './story.ts';

const target = `arn:aws:sts::${account}:assumed-role/admin/audit`;
const child = fakeKey('ASIA', 40);
const instance = `arn:aws:sts::${account}:assumed-role/web/i-0aaaaaaaaaaaaaaaa`;

/** Every way to come in, some of them one behind the other. */
const story = [
	getFederationToken,
	getSigninToken,
	consoleLogin(federated),
	consoleCall(console),
	consoleCall(otherConsole, {eventTime: at('10:30:00'), sourceIPAddress: '192.0.2.1'}),
	consoleLogin(target, {
		eventName: 'SwitchRole',
		eventID: 'switch',
		eventTime: at('10:05:00'),
		userIdentity: session(target, null, '10:05:00'),
		additionalEventData: {SwitchFrom: federated},
		responseElements: {SwitchRole: 'Success'},
	}),
	consoleCall(fakeKey('ASIA', 14), {userIdentity: session(target, fakeKey('ASIA', 14), '10:05:00')}),
	{...createUser, userIdentity: session(target, fakeKey('ASIA', 14), '10:05:00'), eventTime: at('10:12:00')},
	consoleLogin(eve, {
		userIdentity: asUser(eve, 'AIDAEVE'),
		eventID: 'eve-login',
		eventTime: at('10:15:00'),
	}),
	consoleCall(fakeKey('ASIA', 15), {
		userIdentity: session(eve, fakeKey('ASIA', 15), '10:15:00', 'AIDAEVE'),
		eventTime: at('10:16:00'),
	}),
	assumeRole(fakeKey('ASIA', 15), child, {
		userIdentity: session(eve, fakeKey('ASIA', 15), '10:15:00', 'AIDAEVE'),
		eventTime: at('10:17:00'),
	}),
	record({
		userIdentity: identity({credential: child}),
		eventName: 'RunInstances',
		eventTime: at('10:18:00'),
		responseElements: {instancesSet: {items: [{instanceId: 'i-0aaaaaaaaaaaaaaaa'}]}},
	}),
	consoleCall(fakeKey('ASIA', 16), {
		userIdentity: session(instance, fakeKey('ASIA', 16), '10:19:00'),
		eventTime: at('10:20:00'),
	}),
];
const family = [
	key,
	federation,
	console,
	otherConsole,
	fakeKey('ASIA', 14),
	fakeKey('ASIA', 15),
	child,
	fakeKey('ASIA', 16),
];

/** Anybody else's: each differs in what matters from all of the story, and may share the rest with it. */
const stranger = fc
	.record({
		number: fc.integer({min: 100, max: 120}),
		arn: fc.constantFrom(
			federated,
			target,
			eve,
			instance,
			`arn:aws:iam::${account}:user/alice`,
			`arn:aws:sts::${account}:assumed-role/admin/alice`,
			`arn:aws:sts::${account}:assumed-role/web/i-0bbbbbbbbbbbbbbbb`,
		),
		began: fc.constantFrom('07:00:00', '08:59:00', '10:00:00', '10:05:00'),
		address: fc.constantFrom('203.0.113.9', '198.51.100.7', '192.0.2.200'),
		way: fc.constantFrom('issued' as const, 'before' as const, 'sign-in' as const, 'hop' as const),
	})
	.map(({number, arn, began, address, way}) => {
		const own = fakeKey('ASIA', number);
		const long = fakeKey('AKIA', number);
		const base = {sourceIPAddress: address, eventTime: at('10:25:00')};
		const call = consoleCall(own, {...base, userIdentity: session(arn, own, began, 'AIDASTRANGER')});
		const issued = assumeRole(long, own, {
			...base,
			eventTime: at('09:30:00'),
			responseElements: {credentials: {accessKeyId: own}, assumedRoleUser: {arn}},
		});
		const elsewhere = {
			responseElements: {credentials: {accessKeyId: own}, assumedRoleUser: {arn: `${arn}-3`}},
		};
		const ways = {
			issued: [issued, call],
			before: [{...call, eventTime: at('09:30:00')}],
			'sign-in': [
				consoleLogin(`${arn}-2`, {...base, eventID: `login-${number}`}),
				{...call, userIdentity: session(`${arn}-2`, own, began)},
			],
			hop: [assumeRole(long, own, {...base, ...elsewhere})],
		};
		return ways[way];
	});

function lineageOf(records: readonly Record<string, unknown>[]): Lineage {
	const lineage = new Lineage([key]);
	for (const item of records) lineage.add(eventOf(item));
	return lineage;
}

const shuffled = <T>(list: readonly T[]) =>
	fc.shuffledSubarray([...list], {minLength: list.length, maxLength: list.length});

describe('joins by inference', () => {
	it('find everybody who came in, however deep', () => {
		expect(lineageOf(story).ids().toSorted()).toEqual(family.toSorted());
	});

	it('are the same in whatever order the events come, and when they come twice', () => {
		const tree = lineageOf(story).credentials(0);
		fc.assert(
			fc.property(shuffled(story), shuffled(story), (list, again) => {
				const other = lineageOf(list);
				for (const item of again) other.observe(eventOf(item));
				expect(other.credentials(0)).toEqual(tree);
			}),
			{numRuns: 60},
		);
	});

	it('are the same for any part of the story, in whatever order', () => {
		const parts = fc.subarray([...story]).chain(part => fc.tuple(fc.constant(part), shuffled(part)));
		fc.assert(
			fc.property(parts, ([part, other]) => {
				expect(lineageOf(other).credentials(0)).toEqual(lineageOf(part).credentials(0));
			}),
			{numRuns: 60},
		);
	});

	it('never take in a stranger', () => {
		const mixed = fc
			.array(stranger, {maxLength: 12})
			.map(list => list.flat())
			.chain(strangers => shuffled([...story, ...strangers]));
		fc.assert(
			fc.property(mixed, records => {
				expect(lineageOf(records).ids().toSorted()).toEqual(family.toSorted());
			}),
			{numRuns: 200},
		);
	});
});
