import {describe, expect, it} from 'vitest';
import type {Credential} from '../../source/domain/credential.ts';
import type {Resource} from '../../source/domain/resource.ts';
import {resourceKey} from '../../source/domain/resource.ts';
import {jsonReport} from '../../source/report/json.ts';
import {buildReport, type ReportInput} from '../../source/report/model.ts';
import {exitStatus} from '../../source/report/verdict.ts';
import {assumeRole, eventOf, fakeKey, identity, record} from '../domain/records.ts';
import {emptyInput, factsOf, parsed} from './headless.ts';

const key = fakeKey('AKIA', 1);

const credential: Credential = {
	id: key,
	kind: 'user-key',
	parent: null,
	hop: null,
	origin: [],
	depth: 0,
	principal: 'arn:aws:iam::123456789012:user/ci',
	firstSeen: 0,
	lastSeen: null,
	calls: 1,
	denied: 0,
	regions: ['us-east-1'],
	expires: null,
	status: 'inactive',
};

const instance: Resource = {
	kind: 'ec2-instance',
	id: 'i-1',
	region: 'us-east-1',
	name: null,
	state: 'running',
	gone: false,
	type: 'p3.2xlarge',
	created: null,
	protections: ['termination protection'],
	notes: [],
	monthlyCost: null,
};

const covered = {
	source: 'lookup',
	region: 'us-east-1',
	from: Date.parse('2026-11-01T00:00:00Z'),
	to: Date.parse('2026-11-24T00:00:00Z'),
	complete: true,
	events: 1,
	error: null,
} as const;

function iam(eventName: string, changes: Record<string, unknown> = {}) {
	return factsOf(eventOf(record({eventSource: 'iam.amazonaws.com', eventName, ...changes})));
}

function report(changes: Partial<ReportInput> = {}) {
	return buildReport({
		...emptyInput,
		keys: [key],
		credentials: [credential],
		coverage: [covered],
		...changes,
	});
}

describe('the JSON report, version 1', () => {
	it('has the fields of the design, each with its name', () => {
		const events = [factsOf(eventOf(assumeRole(key, fakeKey('ASIA', 1), {eventID: 'hop'})))];
		const json = parsed(report({events, resources: [instance]}));
		expect(json).toMatchObject({
			schema: 'leaktui/report/1',
			generatedAt: '2026-11-24T06:00:00Z',
			account: null,
		});
		expect(json.keys).toEqual([key]);
		const fields = (row: object) => Object.keys(row).sort();
		expect(fields(json)).toEqual(
			expect.arrayContaining(
				['coverage', 'credentials', 'events', 'findings', 'resources', 'blindSpots', 'journal'].sort(),
			),
		);
		expect(json.coverage).toEqual([{...covered, from: '2026-11-01T00:00:00Z', to: '2026-11-24T00:00:00Z'}]);
		expect(fields(json.credentials[0])).toEqual(
			expect.arrayContaining([
				...['calls', 'denied', 'depth', 'firstSeen', 'hop', 'id', 'kind', 'lastSeen', 'parent', 'principal'],
				'status',
			]),
		);
		expect(json.events[0]).toEqual({
			eventID: 'hop',
			eventTime: '2026-11-20T10:00:00Z',
			region: 'us-east-1',
			eventSource: 'sts.amazonaws.com',
			eventName: 'AssumeRole',
			credential: key,
			principal: 'arn:aws:iam::123456789012:user/ci',
			sourceIPAddress: '198.51.100.7',
			userAgent: 'aws-cli/2.0',
			errorCode: null,
			readOnly: true,
			severity: 'high',
			onBehalfOf: null,
			target: 'role/deploy ASIAEXAMPLE000000001',
		});
		expect(json.findings[0]).toMatchObject({
			severity: 'high',
			category: 'session-hop',
			eventIDs: ['hop'],
			resource: null,
		});
		expect(json.resources[0]).toMatchObject({
			kind: 'ec2-instance',
			id: 'i-1',
			createdBy: null,
			credential: null,
		});
	});

	it('comes in pieces, without holding the events', () => {
		let walked = 0;
		const events = {
			*[Symbol.iterator]() {
				for (let n = 0; n < 1000; n += 1) {
					walked += 1;
					yield iam('GetUser');
				}
			},
		};
		const pieces = jsonReport(report({events}));
		walked = 0;
		for (const piece of pieces) if (piece.includes('GetUser')) break;
		expect(walked).toBe(1);
	});

	it('is valid JSON with nothing in it', () => {
		expect(parsed(buildReport(emptyInput))).toMatchObject({keys: [], events: [], findings: [], journal: []});
	});
});

describe('findings', () => {
	it('fold what is alike, and keep successes and denials apart, the worst first', () => {
		const events = [
			iam('CreateUser', {eventID: 'a', errorCode: 'AccessDenied'}),
			iam('CreateUser', {eventID: 'b', requestParameters: {userName: 'backdoor'}}),
			iam('CreateUser', {eventID: 'c', requestParameters: {userName: 'spare'}}),
			iam('CreateUser', {eventID: 'd', userIdentity: identity({credential: fakeKey('ASIA', 1)})}),
		];
		const found = report({events}).findings.map(({title, severity, eventIDs}) => [title, severity, eventIDs]);
		expect(found).toEqual([
			['iam:CreateUser ×2: backdoor, spare', 'critical', ['b', 'c']],
			['iam:CreateUser', 'critical', ['d']],
			['iam:CreateUser (denied)', 'medium', ['a']],
		]);
	});

	it('name what the lineage made and that is still there', () => {
		const provenance = new Map([[resourceKey(instance), {eventID: 'run', credential: key, time: 1}]]);
		const [finding] = report({resources: [instance], provenance}).findings;
		expect(finding).toMatchObject({
			title: 'ec2-instance i-1 in us-east-1 is still there',
			reason: `made by ${key}; it is running; behind termination protection`,
			eventIDs: ['run'],
			resource: 'i-1',
		});
	});
});

describe('the exit status', () => {
	const provenance = new Map([[resourceKey(instance), {eventID: 'run', credential: key, time: 1}]]);

	it('is 0 when the key is off, nothing is left and all was read', () => {
		expect(exitStatus(report())).toBe(0);
		expect(exitStatus(report({resources: [{...instance, gone: true}], provenance}))).toBe(0);
		expect(exitStatus(report({resources: [instance]}))).toBe(0);
	});

	it('is 1 while a credential works, or is not known not to', () => {
		for (const status of ['alive', 'unknown', 'unrevocable'] as const) {
			expect(exitStatus(report({credentials: [{...credential, status}]}))).toBe(1);
		}
		for (const status of ['expired', 'revoked', 'inactive'] as const) {
			expect(exitStatus(report({credentials: [{...credential, status}]}))).toBe(0);
		}
	});

	it('is 1 while a resource of the attacker is there, or a way in may be', () => {
		expect(exitStatus(report({resources: [instance], provenance}))).toBe(1);
		expect(
			report({events: [iam('CreateLoginProfile', {requestParameters: {userName: 'x'}})]}).verdict,
		).toEqual({
			state: 'open',
			open: ['iam:CreateLoginProfile: x: not verified as undone'],
			unread: [],
		});
		expect(exitStatus(report({events: [iam('CreateUser', {errorCode: 'AccessDenied'})]}))).toBe(0);
	});

	it('is 3 when something could not be read, whatever else is open', () => {
		const gap = {...covered, complete: false, error: 'no access'};
		const open = [{...credential, status: 'alive' as const}];
		expect(exitStatus(report({coverage: [covered, gap], credentials: open}))).toBe(3);
		expect(exitStatus(report({unread: [{what: 'instances in us-east-1', why: 'no access'}]}))).toBe(3);
		expect(report({coverage: [gap]}).verdict.unread).toEqual(['lookup in us-east-1: no access']);
	});

	it('does not count what no history can show as unread', () => {
		expect(exitStatus(report({blindSpots: [{what: 'S3 objects', why: 'data events'}]}))).toBe(0);
	});
});
