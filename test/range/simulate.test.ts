import {
	CreateUserCommand,
	GetContextKeysForPrincipalPolicyCommand,
	PutUserPermissionsBoundaryCommand,
	PutUserPolicyCommand,
	SimulateCustomPolicyCommand,
	SimulatePrincipalPolicyCommand,
	type SimulatePrincipalPolicyCommandInput,
} from '@aws-sdk/client-iam';
import {beforeEach, expect, test} from 'vitest';
import {clientsOf, policy, refusal, stageRange} from './harness.ts';

const stage = stageRange();
let admin: ReturnType<typeof clientsOf>;
let count = 0;
let UserName: string;

beforeEach(async () => {
	admin = clientsOf(stage.range, stage.range.responder);
	UserName = `user-${count++}`;
	stage.range.world.iam.serviceControlPolicies.clear();
	await admin.iam.send(new CreateUserCommand({UserName}));
});

const arn = () => `arn:aws:iam::${stage.range.world.accountId}:user/${UserName}`;

const put = (PolicyName: string, PolicyDocument: string) =>
	admin.iam.send(new PutUserPolicyCommand({UserName, PolicyName, PolicyDocument}));

async function simulate(
	ActionNames: string[],
	more: Partial<SimulatePrincipalPolicyCommandInput> = {},
): Promise<string[]> {
	const answer = await admin.iam.send(
		new SimulatePrincipalPolicyCommand({PolicySourceArn: arn(), ActionNames, ...more}),
	);
	return (answer.EvaluationResults ?? []).map(({EvalDecision}) => EvalDecision ?? '');
}

test('what is allowed, what is denied, and what nobody speaks of', async () => {
	await put('allow', policy('Allow', ['ec2:*', 'iam:ListUsers']));
	await put('deny', policy('Deny', 'ec2:TerminateInstances'));
	expect(await simulate(['ec2:DescribeInstances', 'ec2:TerminateInstances', 'lambda:ListFunctions'])).toEqual(
		['allowed', 'explicitDeny', 'implicitDeny'],
	);
});

test('each action is held against each resource, and the statement that decided is named', async () => {
	await put('one-role', policy('Allow', 'iam:GetRole', {Resource: 'arn:aws:iam::*:role/app'}));
	const {EvaluationResults} = await admin.iam.send(
		new SimulatePrincipalPolicyCommand({
			PolicySourceArn: arn(),
			ActionNames: ['iam:GetRole'],
			ResourceArns: ['arn:aws:iam::210987654321:role/app', 'arn:aws:iam::210987654321:role/other'],
		}),
	);
	expect(EvaluationResults).toMatchObject([
		{
			EvalResourceName: 'arn:aws:iam::210987654321:role/app',
			EvalDecision: 'allowed',
			MatchedStatements: [{SourcePolicyId: 'one-role', SourcePolicyType: 'user'}],
		},
		{EvalDecision: 'implicitDeny', MatchedStatements: []},
	]);
});

test('a condition on a key that was not given is missing, and does not hold', async () => {
	const older = {DateLessThan: {'aws:TokenIssueTime': '2030-01-01T00:00:00Z'}};
	await put('allow', policy('Allow', '*'));
	await put('AWSRevokeOlderSessions', policy('Deny', '*', {Condition: older}));
	const {EvaluationResults} = await admin.iam.send(
		new SimulatePrincipalPolicyCommand({PolicySourceArn: arn(), ActionNames: ['ec2:RunInstances']}),
	);
	expect(EvaluationResults).toMatchObject([
		{EvalDecision: 'allowed', MissingContextValues: ['aws:TokenIssueTime']},
	]);
	const issued = {ContextKeyName: 'aws:TokenIssueTime', ContextKeyValues: ['2029-01-01T00:00:00Z']};
	expect(
		await simulate(['ec2:RunInstances'], {ContextEntries: [{...issued, ContextKeyType: 'date'}]}),
	).toEqual(['explicitDeny']);
	const {ContextKeyNames} = await admin.iam.send(
		new GetContextKeysForPrincipalPolicyCommand({PolicySourceArn: arn()}),
	);
	expect(ContextKeyNames).toEqual(['aws:TokenIssueTime']);
});

test('a boundary and a service control policy have their say, and say that it was theirs', async () => {
	await put('allow', policy('Allow', '*'));
	await admin.iam.send(
		new PutUserPermissionsBoundaryCommand({
			UserName,
			PermissionsBoundary: 'arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess',
		}),
	);
	const {serviceControlPolicies} = stage.range.world.iam;
	serviceControlPolicies.set('all', policy('Allow', '*'));
	serviceControlPolicies.set('no-dry-run', policy('Deny', 'ec2:DescribeRegions'));
	const {EvaluationResults} = await admin.iam.send(
		new SimulatePrincipalPolicyCommand({
			PolicySourceArn: arn(),
			ActionNames: ['iam:ListUsers', 'ec2:DescribeRegions'],
		}),
	);
	expect(EvaluationResults).toMatchObject([
		{
			EvalDecision: 'implicitDeny',
			PermissionsBoundaryDecisionDetail: {AllowedByPermissionsBoundary: false},
			OrganizationsDecisionDetail: {AllowedByOrganizations: true},
		},
		{
			EvalDecision: 'explicitDeny',
			PermissionsBoundaryDecisionDetail: {AllowedByPermissionsBoundary: true},
			OrganizationsDecisionDetail: {AllowedByOrganizations: false},
		},
	]);
});

test('policies can be tried out before anybody has them', async () => {
	const {EvaluationResults} = await admin.iam.send(
		new SimulateCustomPolicyCommand({
			PolicyInputList: [policy('Allow', 'iam:*')],
			PermissionsBoundaryPolicyInputList: [policy('Allow', 'iam:Get*')],
			ActionNames: ['iam:GetUser', 'iam:CreateUser'],
		}),
	);
	expect(EvaluationResults?.map(({EvalDecision}) => EvalDecision)).toEqual(['allowed', 'implicitDeny']);
	expect(await simulate(['iam:GetUser'], {PolicyInputList: [policy('Allow', 'iam:*')]})).toEqual(['allowed']);
	expect(await refusal(simulate(['iam:GetUser'], {PolicyInputList: ['{']}))).toMatchObject({
		code: 'MalformedPolicyDocument',
	});
	expect(await refusal(simulate(['iam:GetUser'], {PolicySourceArn: `${arn()}-gone`}))).toMatchObject({
		code: 'NoSuchEntity',
	});
});
