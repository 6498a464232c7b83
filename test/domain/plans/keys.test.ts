import {describe, expect, test} from 'vitest';
import {dangerOf, type Plan} from '../../../source/domain/plan.ts';
import {
	deleteKey,
	disableKey,
	enableKey,
	isPossible,
	type Planned,
	replaceKey,
} from '../../../source/domain/plans/index.ts';
import {credentialOf, factsOf, leaked, read, second, unread} from './facts.ts';

function planned(result: Planned): Plan {
	if (!isPossible(result)) throw new Error(result.reason);
	return result;
}

function reason(result: Planned): string {
	if (isPossible(result)) throw new Error(`there is a plan: ${result.title}`);
	return result.reason;
}

describe('disabling a key', () => {
	test('is one call that another takes back, confirmed by a single key press', () => {
		const plan = planned(disableKey(factsOf(), []));
		expect(plan.title).toBe(`Disable ${leaked} of ci-deploy`);
		expect(plan.confirmation).toBeNull();
		expect(dangerOf(plan)).toBe('reversible');
		const input = {UserName: 'ci-deploy', AccessKeyId: leaked};
		expect(plan.steps).toMatchObject([
			{
				call: {
					service: 'iam',
					operation: 'UpdateAccessKey',
					region: 'us-east-1',
					input: {...input, Status: 'Inactive'},
				},
				undo: {operation: 'UpdateAccessKey', input: {...input, Status: 'Active'}},
				target: leaked,
			},
		]);
	});

	test('goes to the IAM of the partition of the user', () => {
		const facts = factsOf({userArn: 'arn:aws-us-gov:iam::111122223333:user/ci-deploy'});
		expect(planned(disableKey(facts, [])).steps[0]?.call.region).toBe('us-gov-west-1');
	});

	test('is possible when the state of the key cannot be read: the user is enough', () => {
		expect(isPossible(disableKey(factsOf({status: unread('no permission')}), []))).toBe(true);
	});

	test('says who may break', () => {
		const use = {time: Date.UTC(2026, 10, 24, 5, 0, 0), service: 's3', region: 'eu-west-1'};
		expect(planned(disableKey(factsOf({lastUsed: read(use)}), [])).consequences).toContain(
			'an application that uses the key stops working; last use known to IAM: 2026-11-24T05:00:00Z, s3, eu-west-1',
		);
	});

	test('says what stays alive: sessions, keys it made, the other credentials of the user', () => {
		const facts = factsOf({
			keys: read([
				{id: leaked, status: 'Active', created: null, lastUsed: null},
				{id: second, status: 'Active', created: null, lastUsed: null},
			]),
			otherCredentials: read([
				{kind: 'password', id: 'ci-deploy', status: 'Active'},
				{kind: 'service-specific credential', id: 'ACCA1 (bedrock)', status: 'Active'},
				{kind: 'MFA device', id: 'arn:aws:iam::1:mfa/x', status: 'Active'},
			]),
		});
		const lineage = [
			credentialOf({id: leaked, kind: 'user-key', parent: null}),
			credentialOf({expires: Date.UTC(2026, 10, 24, 6, 0, 0)}),
			credentialOf({
				id: 'ASIAFEDERATEDFEDERAT',
				kind: 'federation',
				expires: Date.UTC(2026, 10, 25, 6, 0, 0),
			}),
			credentialOf({id: 'ASIAEXPIREDEXPIREDEX', status: 'expired'}),
			credentialOf({id: 'ASIAREVOKEDREVOKEDRE', status: 'revoked'}),
			credentialOf({id: 'AKIAMADEMADEMADEMADE', kind: 'user-key'}),
		];
		const {consequences} = planned(disableKey(facts, lineage));
		expect(consequences).toContain(
			'2 sessions minted from it go on until revoked or expired, the last until 2026-11-25T06:00:00Z',
		);
		expect(consequences).toContain('1 key made with it stays: AKIAMADEMADEMADEMADE');
		expect(consequences).toContain(`${second}, another key of ci-deploy, stays active`);
		expect(consequences).toContain('the password of ci-deploy stays: the console can be entered with it');
		expect(consequences).toContain('service-specific credential ACCA1 (bedrock) of ci-deploy stays (Active)');
		expect(consequences.join('\n')).not.toContain('mfa');
	});

	test('names root sessions, which no policy stops', () => {
		const {consequences} = planned(disableKey(factsOf(), [credentialOf({status: 'unrevocable'})]));
		expect(consequences).toContain('1 session of the root user: no policy can stop a root session');
	});

	test('says what is not known, so that silence is not taken for safety', () => {
		const facts = factsOf({
			keys: unread('no permission for iam:ListAccessKeys'),
			otherCredentials: unread('no permission for iam:GetLoginProfile'),
			gaps: ['policies of groups: no permission for iam:ListGroupsForUser'],
		});
		const {consequences} = planned(disableKey(facts, []));
		expect(consequences.filter(line => line.startsWith('not known: '))).toHaveLength(3);
	});

	test.each([
		['a temporary key', factsOf({id: 'ASIATEMPTEMPTEMPTEMP'}), /is temporary: nobody can change it/],
		['one that is inactive', factsOf({status: read('Inactive')}), /is inactive already/],
		['one that is deleted', factsOf({status: read('deleted'), userName: null}), /does not exist any more/],
		[
			'one whose user is not known',
			factsOf({userName: null, status: unread('denied')}),
			/user of .* is not known: denied/,
		],
	])('is impossible for %s', (_, facts, expected) => {
		expect(reason(disableKey(facts, []))).toMatch(expected);
	});
});

describe('enabling a key', () => {
	test('takes disabling back, and can be taken back', () => {
		const plan = planned(enableKey(factsOf({status: read('Inactive')})));
		expect(plan.steps).toMatchObject([
			{call: {input: {Status: 'Active'}}, undo: {input: {Status: 'Inactive'}}},
		]);
		expect(plan.consequences[0]).toMatch(/the attacker too/);
		expect(reason(enableKey(factsOf()))).toMatch(/is active already/);
	});
});

describe('deleting a key', () => {
	test('is final: its id must be typed', () => {
		const plan = planned(deleteKey(factsOf({status: read('Inactive')}), []));
		expect(dangerOf(plan)).toBe('irreversible');
		expect(plan.confirmation).toBe(leaked);
		expect(plan.steps).toMatchObject([{call: {operation: 'DeleteAccessKey'}, undo: null}]);
		expect(plan.consequences.join()).not.toMatch(/not disabled yet/);
	});

	test('of an active one warns that disabling comes first', () => {
		expect(planned(deleteKey(factsOf(), [])).consequences[0]).toMatch(/^the key is not disabled yet/);
	});
});

describe('replacing a key', () => {
	test('makes a second key for the user', () => {
		const plan = planned(replaceKey(factsOf({quarantine: 'AWSCompromisedKeyQuarantineV4'})));
		expect(plan.steps).toMatchObject([
			{call: {operation: 'CreateAccessKey', input: {UserName: 'ci-deploy'}}},
		]);
		expect(plan.consequences).toContain(
			'AWSCompromisedKeyQuarantineV4 is on the user and holds for the new key too',
		);
		expect(plan.consequences).toContain(`${leaked} goes on working until it is disabled`);
	});

	test('is impossible with two keys: AWS allows no third', () => {
		const keys = read([
			{id: leaked, status: 'Inactive', created: null, lastUsed: null},
			{id: second, status: 'Active', created: null, lastUsed: null},
		] as const);
		expect(reason(replaceKey(factsOf({keys})))).toBe(
			`ci-deploy has two keys, and AWS allows no third: delete ${second} (Active) or the leaked one first`,
		);
	});
});
