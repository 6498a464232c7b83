import {PassThrough} from 'node:stream';
import {text} from 'node:stream/consumers';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {longestPolicy, type PolicyDocument} from '../../source/aws/least-privilege.ts';
import {operations} from '../../source/aws/operations.ts';
import {policy} from '../../source/commands/policy.ts';
import {openResponse, type Response} from './response.ts';

async function printed(purpose: 'read' | 'respond'): Promise<string> {
	const stdout = new PassThrough();
	const [output] = await Promise.all([text(stdout), policy(purpose, {stdout}).then(() => stdout.end())]);
	return output;
}

async function documentOf(purpose: 'read' | 'respond'): Promise<PolicyDocument> {
	return JSON.parse(await printed(purpose)) as PolicyDocument;
}

const actionsOf = ({Statement}: PolicyDocument) => Statement.flatMap(({Action}) => Action);

describe('leaktui policy', () => {
	test.each(['read', 'respond'] as const)('%s prints a policy that IAM takes', async purpose => {
		const output = await printed(purpose);
		expect(output.replaceAll(/\s/g, '').length).toBeLessThan(longestPolicy);
		const {Version, Statement} = JSON.parse(output) as PolicyDocument;
		expect(Version).toBe('2012-10-17');
		const sids = Statement.map(({Sid}) => Sid);
		expect(new Set(sids).size).toBe(sids.length);
		for (const sid of sids) expect(sid).toMatch(/^[A-Za-z0-9]+$/);
	});

	test('allows what the table of calls needs, and nothing more', async () => {
		const all = (access: readonly string[]) =>
			new Set(operations.filter(row => access.includes(row.access)).flatMap(({actions}) => actions));
		expect(new Set(actionsOf(await documentOf('read')))).toEqual(all(['read']));
		expect(new Set(actionsOf(await documentOf('respond')))).toEqual(all(['read', 'write']));
	});

	test('to read changes nothing', async () => {
		const changing = /:(Create|Delete|Put|Update|Attach|Detach|Terminate|Modify)(?!Object)/;
		expect(actionsOf(await documentOf('read')).filter(action => changing.test(action))).toEqual([]);
	});

	test('lets nobody attach or detach any managed policy but AWSDenyAll', async () => {
		const {Statement} = await documentOf('respond');
		for (const {Action, Condition} of Statement) {
			if (!Action.some(action => /:(At|De)tach/.test(action))) continue;
			expect(Action.every(action => /:(At|De)tach/.test(action))).toBe(true);
			expect(Condition).toEqual({ArnEquals: {'iam:PolicyARN': 'arn:aws:iam::aws:policy/AWSDenyAll'}});
		}
	});

	test('lets nobody change a group but those that deny sessions, nor put anybody into another', async () => {
		const {Statement} = await documentOf('respond');
		const changing = Statement.filter(({Action}) =>
			Action.some(action => /:(?!Get|List).*Group/.test(action)),
		);
		expect(changing.map(({Resource}) => Resource)).toEqual(['arn:aws:iam::*:group/LeaktuiDenySessions-*']);
	});
});

describe('a responder who may do what the policy allows, and nothing else', () => {
	let response: Response;

	beforeAll(async () => {
		response = await openResponse();
	});
	afterAll(() => response.close());

	/** Athena's actions are for another source of history; EC2's regions are asked for where the account's are refused. */
	const elsewhere = /^(athena|glue|s3):|^ec2:DescribeRegions$/;

	test('goes through a whole investigation, containment and clean-up without a refusal, and needs every action', async () => {
		const document = await documentOf('respond');
		const {used, refused} = await response.goThrough(document);
		expect(refused).toEqual([]);
		const needed = actionsOf(document).filter(action => !elsewhere.test(action));
		expect(needed.filter(action => !used.has(action))).toEqual([]);
	});

	test.each([
		'iam:GetUser',
		'iam:UpdateAssumeRolePolicy',
		'iam:PutUserPermissionsBoundary',
		'ec2:TerminateInstances',
		'cloudtrail:LookupEvents',
		'account:ListRegions',
	])('without %s something is refused', async action => {
		const document = await documentOf('respond');
		const Statement = document.Statement.map(statement => ({
			...statement,
			Action: statement.Action.filter(each => each !== action),
		})).filter(({Action}) => Action.length > 0);
		const {used, refused} = await response.goThrough({...document, Statement});
		expect(refused).toContain(action);
		expect(used.has('ec2:DescribeRegions')).toBe(action === 'account:ListRegions');
	});

	test('cannot take off what AWS put on', async () => {
		const {refused} = await response.takeOffQuarantine(await documentOf('respond'));
		expect(refused).toEqual(['iam:DetachUserPolicy']);
	});
});
