import {describe, expect, it} from 'vitest';
import {account, assumeRole, fakeKey, identity, record} from '../records.ts';
import {
	asUser,
	at,
	behind,
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
	inferred,
	key,
	lineageOf,
	otherConsole,
	session,
} from './story.ts';

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
