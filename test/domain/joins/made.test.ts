import {describe, expect, it} from 'vitest';
import {Lineage} from '../../../source/domain/lineage.ts';
import {account, assumeRole, eventOf, fakeKey, identity, record} from '../records.ts';
import {asUser, at, behind, console, consoleCall, inferred, key, lineageOf, session} from './story.ts';

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
