import {describe, expect, it} from 'vitest';
import type {UserState} from '../../source/domain/containment/state.ts';
import type {Evidence} from '../../source/domain/evidence.ts';
import {principalProofs, proofOf} from '../../source/domain/proof.ts';
import {withReading} from '../../source/domain/read-back.ts';
import {markdownReport} from '../../source/report/markdown.ts';
import {buildReport, type ReportInput} from '../../source/report/model.ts';
import {account, stateOf, userOf} from '../domain/containment.ts';
import {credentialOf, leaked as key, read, unread} from '../domain/plans/facts.ts';
import {emptyInput, parsed} from './headless.ts';

const credential = credentialOf({id: key, kind: 'user-key', parent: null, status: 'inactive'});

function report(changes: Partial<ReportInput> = {}) {
	return buildReport({...emptyInput, keys: [key], credentials: [credential], ...changes});
}

describe('the proof', () => {
	const user = (attached: readonly string[]) =>
		userOf('app', {attached: read(attached), keys: read([{id: key, status: 'Active'}])});
	const denied = user(['arn:aws:iam::aws:policy/AWSDenyAll']);
	const ended = Date.parse('2026-11-24T05:00:00Z');
	const principal = `arn:aws:iam::${account}:user/app`;
	const alarm = {
		kind: 'deny gone',
		time: ended + 2000,
		principal: 'app',
		credential: null,
		text: 'user app is not denied any more; before: AWSDenyAll is attached',
	} as const;

	function evidenceOf(...states: readonly UserState[]): Evidence {
		const readBacks = states.reduce<Evidence['readBacks']>(
			(all, state, index) => withReading(all, stateOf([state], ended + index * 1000), ended),
			[],
		);
		const credentials = [{...credential, principal}];
		const proofs = proofOf(credentials, readBacks, new Map([[key, ended - 1000]]));
		return {since: ended, readBacks, proofs, principals: principalProofs(readBacks), alarms: [alarm]};
	}

	it('says of each credential and user what AWS said, since when, when last, and how far the log goes', () => {
		const evidence = evidenceOf(user([]), denied, denied);
		const json = parsed(report({evidence, logReadTo: ended - 500}));
		const held = {
			principal,
			state: 'contained',
			by: 'AWSDenyAll is attached',
			containedSince: '2026-11-24T05:00:01Z',
			lastRead: '2026-11-24T05:00:02Z',
			lastSuccess: '2026-11-24T04:59:59Z',
			logReadTo: '2026-11-24T04:59:59.500Z',
		};
		expect(json.proof).toEqual([
			{subject: 'credential', id: key, ...held},
			{subject: 'user', id: principal, ...held},
		]);
		expect(json.alarms).toEqual([{...alarm, time: '2026-11-24T05:00:02Z', standing: true}]);
		expect(json.readBacks).toMatchObject([
			{planEnded: '2026-11-24T05:00:00Z', from: '2026-11-24T05:00:00Z', times: 1},
			{
				from: '2026-11-24T05:00:01Z',
				to: '2026-11-24T05:00:02Z',
				times: 2,
				principals: [{principal, answer: ['AWSDenyAll is attached', `key ${key} is Active`, 'no password']}],
			},
		]);
	});

	it('is for people as well, with everything that is not contained in the eye', () => {
		const text = markdownReport(report({evidence: evidenceOf(denied, denied), logReadTo: null}));
		expect(text).toContain('The last plan of containment ended at 2026-11-24T05:00:00Z.');
		expect(text).toContain('read back from AWS 2 times, first at 2026-11-24T05:00:00Z');
		expect(text).toContain(`| \`${key}\` | contained | 2026-11-24T05:00:00Z | \`AWSDenyAll is attached\` |`);
		expect(text).toContain('user app is not denied any more; before: AWSDenyAll is attached');
		expect(markdownReport(report())).toContain('AWS was not asked what is contained.');
	});

	it('counts what a plan was to contain and is open, and nothing as contained that was not read', () => {
		expect(report({evidence: evidenceOf(user([]))}).verdict.open).toEqual(['user app is not contained']);
		const looked = {...evidenceOf(user([])), since: null};
		expect(report({evidence: looked}).verdict.open).toEqual([]);
		const dark = userOf('app', {keys: unread('no'), attached: unread('no')});
		expect(parsed(report({evidence: evidenceOf(dark)})).proof).toMatchObject([
			{state: 'unknown', by: null, containedSince: null},
			{state: 'unknown', by: null, containedSince: null},
		]);
	});

	it('ends with the chain of the journal, and says when it is broken', () => {
		const chain = {lines: 12, head: 'f'.repeat(64), broken: null};
		expect(markdownReport(report({chain}))).toContain(
			`12 lines, chained by SHA-256; the chain is whole and ends in`,
		);
		const broken = {...chain, broken: 'line 3 is missing'};
		expect(markdownReport(report({chain: broken}))).toContain('cannot be trusted: line 3 is missing');
		expect(parsed(report({chain: broken})).journalChain).toEqual(broken);
	});
});

describe('gaps', () => {
	it('with one reason in many regions are one line for people', () => {
		const regions = ['ap-south-1', 'eu-west-1', 'us-east-1', 'us-west-2'];
		const unread = [
			...regions.map(region => ({what: 'lightsail-instance', region, why: `no endpoint in ${region}`})),
			{what: 'ec2-instance', region: 'us-east-1', why: 'not allowed'},
		];
		const text = markdownReport(report({unread}));
		expect(text).toContain(
			'- lightsail-instance in 4 regions: no endpoint in the region \\(ap-south-1, eu-west-1, us-east-1, us-west-2\\)',
		);
		expect(text).toContain('- ec2-instance in us-east-1: not allowed');
		expect(text.match(/no endpoint/g)).toHaveLength(1);
	});
});
