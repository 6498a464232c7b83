import {describe, expect, test} from 'vitest';
import type {Credential} from '../../../source/domain/credential.ts';
import type {Plan, Step} from '../../../source/domain/plan.ts';
import {type ContainOptions, contain, describePlan, isPossible} from '../../../source/domain/plans/index.ts';
import {account, roleOf, stateOf, trusting, userOf} from '../containment.ts';
import {credentialOf, leaked, read, second, unread} from './facts.ts';

const now = Date.parse('2026-11-24T05:00:00Z');
const key = credentialOf({
	id: leaked,
	kind: 'user-key',
	parent: null,
	depth: 0,
	principal: `arn:aws:iam::${account}:user/app`,
});
const app = userOf('app', {keys: read([{id: leaked, status: 'Active'}])});

function session(id: string, role: string, parent = leaked): Credential {
	const principal = `arn:aws:sts::${account}:assumed-role/${role}/s`;
	return credentialOf({id, parent, principal, hop: null});
}

function planOf(options: Partial<ContainOptions>): Plan {
	const planned = contain({
		credentials: [key],
		state: stateOf([app]),
		responder: {account, arn: `arn:aws:iam::${account}:user/oncall`, credential: 'AKIAONCALLONCALLONCA'},
		account,
		now,
		...options,
	});
	if (!isPossible(planned)) throw new Error(planned.reason);
	return planned;
}

const ids = ({steps}: Plan) => steps.map(({id}) => id);
const step = (plan: Plan, id: string): Step => {
	const found = plan.steps.find(each => each.id === id);
	if (found === undefined) throw new Error(`no step ${id} among ${ids(plan).join(', ')}`);
	return found;
};

/** The number of calls that wait for one another, in the longest such chain. */
function longestChain({steps}: Plan): number {
	const byId = new Map(steps.map(each => [each.id, each]));
	const depth = (each: Step): number => 1 + Math.max(0, ...each.after.map(id => depth(byId.get(id) ?? each)));
	return Math.max(...steps.map(depth));
}

describe('a user', () => {
	test('is denied, and all by which it gets in is switched off, each by a call that can be taken back', () => {
		const user = userOf('app', {
			keys: read([
				{id: leaked, status: 'Active'},
				{id: second, status: 'Active'},
				{id: 'AKIAOFFOFFOFFOFFOFFO', status: 'Inactive'},
			]),
			serviceCredentials: read([{id: 'ACCA1', status: 'Active', service: 'bedrock.amazonaws.com'}]),
			sshKeys: read([{id: 'APKA1', status: 'Active'}]),
			certificates: read([{id: 'CERT1', status: 'Active'}]),
			password: read({created: now}),
		});
		const plan = planOf({state: stateOf([user])});
		expect(plan.steps.map(({call, undo}) => [call.operation, undo?.operation])).toEqual([
			['AttachUserPolicy', 'DetachUserPolicy'],
			['UpdateAccessKey', 'UpdateAccessKey'],
			['UpdateAccessKey', 'UpdateAccessKey'],
			['UpdateServiceSpecificCredential', 'UpdateServiceSpecificCredential'],
			['UpdateSSHPublicKey', 'UpdateSSHPublicKey'],
			['UpdateSigningCertificate', 'UpdateSigningCertificate'],
		]);
		expect(plan.confirmation).toBeNull();
		expect(longestChain(plan)).toBe(1);
		expect(plan.consequences.join('\n')).toMatch(
			/the password of app stays: under the denial it opens nothing/,
		);
	});

	test('whose keys cannot be listed loses those that the lineage knows, and the gap is said', () => {
		const plan = planOf({
			state: stateOf([userOf('app', {keys: unread('no permission for iam:ListAccessKeys')})]),
		});
		expect(ids(plan)).toContain(`key ${leaked} off`);
		expect(plan.consequences).toContain('not known: keys of app: no permission for iam:ListAccessKeys');
	});

	test('with a key that an application needs is not denied itself: its sessions are, and the key stays', () => {
		const keys = read([{id: leaked, status: 'Active'} as const, {id: second, status: 'Active'} as const]);
		const plan = planOf({state: stateOf([userOf('app', {keys})]), keep: new Set([second])});
		expect(ids(plan)).toEqual(['user app deny sessions', `key ${leaked} off`]);
		const {PolicyDocument} = step(plan, 'user app deny sessions').call.input;
		expect(String(PolicyDocument)).toContain('"Null":{"aws:TokenIssueTime":"false"}');
		// Where its own quota is full a group of its own says the same, and is told like any other next means.
		const group = step(plan, 'user app deny sessions').otherwise;
		expect(group?.first?.map(({call}) => call.operation)).toEqual(['CreateGroup', 'PutGroupPolicy']);
		expect(group?.first?.[1]?.call.input).toMatchObject({PolicyDocument});
		const told = describePlan(plan);
		expect(told).toMatch(/if that is refused: aws iam create-group .*"LeaktuiDenySessions-app"/);
		expect(told).toMatch(
			/and with it: aws iam put-group-policy .*\n +and with it: aws iam add-user-to-group/,
		);
	});

	test('is denied by the next means where the one before is refused', () => {
		const boundary = read('arn:aws:iam::111122223333:policy/limit');
		const deny = step(planOf({state: stateOf([userOf('app', {boundary})])}), 'user app deny');
		expect(deny.otherwise?.call.operation).toBe('PutUserPolicy');
		expect(deny.otherwise?.otherwise?.call.operation).toBe('PutUserPermissionsBoundary');
		// The boundary that was there comes back.
		expect(deny.otherwise?.otherwise?.undo?.input).toMatchObject({PermissionsBoundary: boundary.value});
	});
});

describe('a role', () => {
	const roles = ['a', 'b', 'c'];
	const ring = [key, session('ASIA1', 'a'), session('ASIA2', 'b', 'ASIA1'), session('ASIA3', 'a', 'ASIA2')];
	const all = stateOf([app, ...roles.map(name => roleOf(name))]);

	test('is closed and keeps what its trust policy said; the undo puts it back to the byte', () => {
		const trust = step(planOf({state: all}), 'role a trust');
		const {Statement} = JSON.parse(String(trust.call.input['PolicyDocument']));
		expect(Statement).toEqual([
			expect.objectContaining({Effect: 'Deny', Principal: '*'}),
			JSON.parse(trusting).Statement,
		]);
		expect(trust.undo?.input).toEqual({RoleName: 'a', PolicyDocument: trusting});
		expect(trust.breaks).toContain('ec2.amazonaws.com cannot take the role: what runs with it stops');
	});

	test('loses the sessions that are taken while IAM does not obey yet, too; a plan grown old is refused', () => {
		const plan = planOf({state: all});
		const {PolicyDocument, PolicyName} = step(plan, 'role a revoke').call.input;
		expect(PolicyName).toBe('AWSRevokeOlderSessions');
		expect(String(PolicyDocument)).toContain('"DateLessThan":{"aws:TokenIssueTime":"2026-11-24T05:15:00Z"}');
		expect(plan.validUntil).toBe(Date.parse('2026-11-24T05:10:00Z'));
	});

	test('of a ring is revoked when all of the ring are closed, whatever came of that', () => {
		const plan = planOf({state: all, credentials: ring});
		for (const name of ['a', 'b']) {
			expect([...step(plan, `role ${name} revoke`).after].sort()).toEqual(['role a trust', 'role b trust']);
			expect(step(plan, `role ${name} revoke`).regardless).toBe(true);
		}
		expect(step(plan, 'role c revoke').after).toEqual(['role c trust']);
	});

	test('forty steps wait for each other once, not forty times', () => {
		const many = Array.from({length: 20}, (_, index) => `r${index}`);
		const credentials = [
			key,
			...many.map((name, index) => session(`ASIA${index}`, name, index === 0 ? leaked : `ASIA${index - 1}`)),
		];
		const plan = planOf({credentials, state: stateOf([app, ...many.map(name => roleOf(name))])});
		expect(plan.steps.length).toBeGreaterThanOrEqual(40);
		expect(longestChain(plan)).toBe(2);
	});

	test('that trusts somebody deleted is denied rather than closed, since AWS would not take its trust back', () => {
		const trust = read(trusting.replace('arn:aws:iam::111122223333:root', 'AROAGONEGONEGONEGONE1'));
		const plan = planOf({state: stateOf([roleOf('orphan', {trust})])});
		expect(ids(plan)).toEqual(['role orphan deny']);
		expect(plan.consequences.join('\n')).toMatch(/orphan is denied everything rather than closed/);
	});

	test('whose trust cannot be read is denied: it could not be put back', () => {
		expect(ids(planOf({state: stateOf([roleOf('dark', {trust: unread('no permission')})])}))).toEqual([
			'role dark deny',
		]);
	});

	test('says who else uses it', () => {
		const use = {who: 'bruno', sourceIp: null, userAgent: null, calls: 14, refused: 0, last: now};
		const plan = planOf({state: all, uses: new Map([[`role/${account}/a`, [use]]])});
		expect(step(plan, 'role a revoke').breaks).toEqual(['bruno: 14 calls, the last at 2026-11-24T05:00:00Z']);
	});
});

describe('what the responder cannot or must not do', () => {
	test('to the own role is left out with the reason, and handed over as commands', () => {
		const responder = {
			account,
			arn: `arn:aws:sts::${account}:assumed-role/ops/me`,
			credential: 'ASIAMEMEMEMEMEMEMEME',
		};
		const plan = planOf({state: stateOf([app, roleOf('ops')]), responder});
		expect(ids(plan).filter(id => id.includes('ops'))).toEqual([]);
		expect(plan.leftOut?.[0]).toMatchObject({
			what: 'role ops',
			why: expect.stringMatching(/lock yourself out/),
		});
		const colleague = plan.handover?.find(({what}) => what.startsWith('for a colleague'));
		expect(colleague?.text).toContain(
			`aws iam update-assume-role-policy --region us-east-1 --cli-input-json '{"RoleName":"ops"`,
		);
	});

	test('to service-linked roles and those of Identity Center is left out', () => {
		const roles = [
			roleOf('AWSServiceRoleForX', {path: read('/aws-service-role/x.amazonaws.com/')}),
			roleOf('AWSReservedSSO_A', {path: read('/aws-reserved/sso.amazonaws.com/')}),
		];
		const plan = planOf({state: stateOf([app, ...roles])});
		expect(plan.leftOut?.map(({what}) => what)).toEqual(['role AWSServiceRoleForX', 'role AWSReservedSSO_A']);
		expect(ids(plan).some(id => id.startsWith('role '))).toBe(false);
	});

	test('in another account is handed over', () => {
		const foreign = roleOf('far', {}, {account: '999999999999', arn: 'arn:aws:iam::999999999999:role/far'});
		const plan = planOf({state: stateOf([app, foreign])});
		expect(plan.handover?.map(({what}) => what)).toContainEqual(
			expect.stringMatching(/for whoever has account 999999999999/),
		);
		expect(ids(plan).some(id => id.includes('far'))).toBe(false);
	});

	test('as a service control policy is complete, and fits in as many as it takes', () => {
		const many = Array.from({length: 120}, (_, index) => roleOf(`a-role-with-a-rather-long-name-${index}`));
		const plan = planOf({state: stateOf([app, ...many])});
		const policies = plan.handover?.flatMap(({text}) => /^\{"Version.*$/m.exec(text) ?? []) ?? [];
		expect(policies.length).toBeGreaterThan(1);
		const arns = policies.flatMap(text => {
			expect(text.length).toBeLessThanOrEqual(5120);
			return JSON.parse(text).Statement[0].Condition.ArnLike['aws:PrincipalArn'] as string[];
		});
		for (const {principal} of [app, ...many]) expect(arns).toContain(principal.arn);
	});
});

test('what is contained already has no step', () => {
	const denied = userOf('app', {
		keys: read([{id: leaked, status: 'Inactive'}]),
		attached: read(['arn:aws:iam::aws:policy/AWSDenyAll']),
	});
	const planned = contain({credentials: [key], state: stateOf([denied]), responder: null, account, now});
	expect(planned).toEqual({reason: 'nothing is left to contain here'});
});
