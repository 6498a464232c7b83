import fc from 'fast-check';
import {account, assumeRole, fakeKey, identity, record} from '../records.ts';
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
export const everyWay = [
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
/** The credentials that come in, and the key. */
export const family = [
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
export const stranger = fc
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
