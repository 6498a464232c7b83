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
	home,
	key,
	otherConsole,
	session,
} from './story.ts';

type Records = readonly Record<string, unknown>[];

function lineageOf(...records: Records): Lineage {
	const lineage = new Lineage([key]);
	for (const item of records) lineage.add(eventOf(item));
	return lineage;
}

function inferred(...records: Records) {
	return lineageOf(...records)
		.credentials(0)
		.filter(({hop}) => hop?.inferred)
		.map(({id, kind, parent, hop}) => ({id, kind, parent, hop: hop?.eventID}));
}

const behind = (lineage: Lineage, item: Record<string, unknown>) => lineage.behind(eventOf(item));

describe('a console session made from a federation token', () => {
	const login = consoleLogin(federated);

	it('is joined by name and by when its session began; the sign-in belongs to the token', () => {
		const story = [
			getFederationToken,
			getSigninToken,
			login,
			consoleCall(console),
			consoleCall(otherConsole),
		];
		const lineage = lineageOf(...story);
		expect(behind(lineage, login)).toBe(federation);
		expect(inferred(...story)).toEqual([
			{id: console, kind: 'console', parent: federation, hop: 'login'},
			{id: otherConsole, kind: 'console', parent: federation, hop: 'login'},
		]);
		expect(lineage.credentials(0).find(({id}) => id === console)?.hop?.reason).toBe(
			`acts as ${federated}, in a session that began with its ConsoleLogin at 203.0.113.9`,
		);
	});

	it('is joined without a GetSigninToken only where it signs in from the address of the token', () => {
		expect(inferred(getFederationToken, login, consoleCall(console))).toEqual([]);
		const here = consoleLogin(federated, {sourceIPAddress: home});
		expect(inferred(getFederationToken, here, consoleCall(console)).map(({id}) => id)).toEqual([console]);
	});

	it('is not joined under another name, before the sign-in, or when its session began at another time', () => {
		const strangers = [
			consoleCall(fakeKey('ASIA', 20), {
				userIdentity: session(`${federated}2`, fakeKey('ASIA', 20), '10:00:00'),
			}),
			consoleCall(fakeKey('ASIA', 21), {eventTime: at('09:59:00')}),
			consoleCall(fakeKey('ASIA', 22), {}, '08:00:00'),
		];
		expect(inferred(getFederationToken, getSigninToken, login, ...strangers)).toEqual([]);
	});

	it('is not joined by a sign-in that failed, that came too late, or that nobody of the lineage made possible', () => {
		const call = consoleCall(console);
		const failed = consoleLogin(federated, {responseElements: {ConsoleLogin: 'Failure'}});
		const late = consoleLogin(federated, {eventTime: at('10:30:00')});
		expect(inferred(getFederationToken, getSigninToken, failed, call)).toEqual([]);
		expect(inferred(getFederationToken, getSigninToken, late, {...call, eventTime: at('10:40:00')})).toEqual(
			[],
		);
		expect(inferred(login, call)).toEqual([]);
	});

	it('is not joined where a record says who got the key', () => {
		const issued = assumeRole(fakeKey('AKIA', 8), console, {
			responseElements: {credentials: {accessKeyId: console}, assumedRoleUser: {arn: federated}},
			eventTime: at('09:00:00'),
		});
		expect(inferred(getFederationToken, getSigninToken, login, consoleCall(console), issued)).toEqual([]);
	});

	it('goes on into the role that it switches to, at the address of the sign-in', () => {
		const target = `arn:aws:sts::${account}:assumed-role/admin/audit`;
		const change = (sourceIPAddress: string) =>
			consoleLogin(target, {
				eventName: 'SwitchRole',
				eventID: 'switch',
				eventTime: at('10:05:00'),
				sourceIPAddress,
				userIdentity: session(target, null, '10:05:00'),
				additionalEventData: {SwitchFrom: federated},
				responseElements: {SwitchRole: 'Success'},
			});
		const call = consoleCall(console, {userIdentity: session(target, console, '10:05:00')});
		const before = [getFederationToken, getSigninToken, login];
		expect(inferred(...before, change('203.0.113.9'), call)).toEqual([
			{id: console, kind: 'console', parent: federation, hop: 'switch'},
		]);
		expect(inferred(...before, change('192.0.2.55'), call)).toEqual([]);
	});
});

describe('a user that the lineage made', () => {
	const login = consoleLogin(eve, {userIdentity: asUser(eve, 'AIDAEVE')});
	const call = consoleCall(console, {userIdentity: session(eve, console, '10:02:00', 'AIDAEVE')});

	it('belongs to it with its sign-ins, failed ones too, and its sessions', () => {
		const failed = {...login, eventID: 'failed', responseElements: {ConsoleLogin: 'Failure'}};
		const lineage = lineageOf(createUser, login, failed, call);
		expect([behind(lineage, login), behind(lineage, failed)]).toEqual([key, key]);
		expect(inferred(createUser, login, call)).toEqual([
			{id: console, kind: 'console', parent: key, hop: 'login'},
		]);
	});

	it('is not the one of that name that was there before, or came after', () => {
		const before = {...call, eventTime: at('09:00:00')};
		const other = {...call, userIdentity: session(eve, console, '10:02:00', 'AIDAOTHER')};
		expect(inferred(createUser, before)).toEqual([]);
		expect(inferred(createUser, other)).toEqual([]);
	});

	it('is nobody when the call was refused', () => {
		expect(inferred({...createUser, errorCode: 'AccessDenied'}, call)).toEqual([]);
	});
});

describe('a password that the lineage set for somebody', () => {
	const setPassword = record({
		eventSource: 'iam.amazonaws.com',
		eventName: 'UpdateLoginProfile',
		eventTime: at('10:00:00'),
		eventID: 'password',
		requestParameters: {userName: 'eve'},
	});
	const login = consoleLogin(eve, {userIdentity: asUser(eve, 'AIDAEVE')});

	it('makes theirs who signs in with it, and not what the user does otherwise', () => {
		const inConsole = consoleCall(console, {userIdentity: session(eve, console, '10:02:00')});
		const theirs = consoleCall(fakeKey('AKIA', 5), {
			userIdentity: identity({credential: fakeKey('AKIA', 5), arn: eve}),
		});
		expect(inferred(setPassword, login, inConsole, theirs).map(({id}) => id)).toEqual([console]);
	});
});

describe('a role that the lineage made', () => {
	const createRole = record({
		eventSource: 'iam.amazonaws.com',
		eventName: 'CreateRole',
		eventTime: at('10:00:00'),
		eventID: 'role',
		requestParameters: {roleName: 'backdoor'},
		responseElements: {role: {roleName: 'backdoor', roleId: 'AROABACK'}},
	});
	const taken = `arn:aws:sts::${account}:assumed-role/backdoor/anything`;
	const fromOutside = record({
		userIdentity: {type: 'AWSAccount', principalId: 'AIDAFOREIGN', accountId: '999999999999'},
		eventSource: 'sts.amazonaws.com',
		eventName: 'AssumeRole',
		eventTime: at('11:00:00'),
		eventID: 'outside',
		responseElements: {
			credentials: {accessKeyId: console},
			assumedRoleUser: {arn: taken, assumedRoleId: 'AROABACK:anything'},
		},
	});

	it('belongs to it with whoever takes it, from other accounts too', () => {
		expect(behind(lineageOf(createRole, fromOutside), fromOutside)).toBe(key);
		expect(inferred(createRole, fromOutside)).toEqual([
			{id: console, kind: 'session', parent: key, hop: 'outside'},
		]);
	});

	it('is not the role of that name that was there before', () => {
		const old = {
			...fromOutside,
			responseElements: {
				credentials: {accessKeyId: console},
				assumedRoleUser: {arn: taken, assumedRoleId: 'AROAOLD:anything'},
			},
		};
		expect(inferred(createRole, old)).toEqual([]);
	});
});

describe('what the lineage made and what runs in it', () => {
	const role = `arn:aws:iam::${account}:role/batch`;
	const arn = (name: string, session: string) => `arn:aws:sts::${account}:assumed-role/${name}/${session}`;
	const runInstances = record({
		eventName: 'RunInstances',
		eventTime: at('10:00:00'),
		eventID: 'run',
		responseElements: {instancesSet: {items: [{instanceId: 'i-0aaaaaaaaaaaaaaaa'}]}},
	});
	const createFunction = record({
		eventSource: 'lambda.amazonaws.com',
		eventName: 'CreateFunction20150331',
		eventTime: at('10:00:00'),
		eventID: 'function',
		requestParameters: {functionName: 'sync', role},
		responseElements: {functionName: 'sync', role},
	});
	const call = (principal: string) =>
		consoleCall(console, {userIdentity: session(principal, console, '10:05:00')});

	it('is an instance: its sessions carry its id', () => {
		expect(inferred(runInstances, call(arn('web', 'i-0aaaaaaaaaaaaaaaa')))).toEqual([
			{id: console, kind: 'session', parent: key, hop: 'run'},
		]);
		expect(inferred(runInstances, call(arn('web', 'i-0bbbbbbbbbbbbbbbb')))).toEqual([]);
	});

	it('is a function: its sessions carry its name and its role', () => {
		expect(inferred(createFunction, call(arn('batch', 'sync')))).toEqual([
			{id: console, kind: 'session', parent: key, hop: 'function'},
		]);
		expect(inferred(createFunction, call(arn('other', 'sync')))).toEqual([]);
	});

	it('is nobody’s who gave a session that name by hand', () => {
		const byHand = assumeRole(fakeKey('AKIA', 8), console, {
			responseElements: {credentials: {accessKeyId: console}, assumedRoleUser: {arn: arn('batch', 'sync')}},
			eventTime: at('10:04:00'),
		});
		expect(inferred(createFunction, byHand, call(arn('batch', 'sync')))).toEqual([]);
	});
});

describe('a service-specific credential', () => {
	const id = 'ACCAEXAMPLE000000001';
	const arn = `arn:aws:iam::${account}:user/BedrockAPIKey-x`;
	const made = record({
		eventSource: 'iam.amazonaws.com',
		eventName: 'CreateServiceSpecificCredential',
		eventTime: at('10:00:00'),
		responseElements: {
			serviceSpecificCredential: {serviceSpecificCredentialId: id, userName: 'BedrockAPIKey-x'},
		},
	});
	const invoke = (changes: Record<string, unknown>) =>
		record({
			userIdentity: asUser(arn, 'AIDABEDROCK'),
			eventSource: 'bedrock.amazonaws.com',
			eventName: 'InvokeModel',
			eventTime: at('10:05:00'),
			...changes,
		});

	it('is behind the bearer calls of its user, wherever they tell it', () => {
		const calls = [
			invoke({additionalEventData: {callWithBearerToken: true}}),
			invoke({requestParameters: {callWithBearerToken: true}}),
		];
		const lineage = lineageOf(made, ...calls);
		expect(calls.map(item => behind(lineage, item))).toEqual([id, id]);
		expect(lineage.credentials(0).at(-1)).toMatchObject({id, kind: 'service', parent: key, principal: arn});
	});

	it('is not behind other calls of the user, nor earlier ones', () => {
		const plain = invoke({});
		const early = invoke({additionalEventData: {callWithBearerToken: true}, eventTime: at('09:00:00')});
		const lineage = lineageOf(made, plain, early);
		expect([behind(lineage, plain), behind(lineage, early)]).toEqual([null, null]);
	});
});

describe('a key under investigation that is a session itself', () => {
	const [root, between] = [fakeKey('ASIA', 30), fakeKey('ASIA', 31)];
	const story = [
		assumeRole(key, between, {eventID: 'first', eventTime: at('09:00:00')}),
		assumeRole(between, root, {eventID: 'second', eventTime: at('09:30:00')}),
		record({userIdentity: identity({credential: root}), eventTime: at('09:40:00')}),
		record({userIdentity: identity({credential: root}), eventTime: at('08:00:00'), eventID: 'recycled'}),
	].map(eventOf);

	it('shows who took it, and from what, without making them family', () => {
		const lineage = new Lineage([root]);
		for (const event of story) lineage.add(event);
		const [first] = lineage.credentials(0);
		expect(first?.origin.map(({credential, hop}) => [credential, hop.eventID])).toEqual([
			[between, 'second'],
			[key, 'first'],
		]);
		expect(lineage.ids()).toEqual([root]);
		expect(story.map(event => lineage.owns(event))).toEqual([false, false, true, false]);
	});
});
