import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {canGive, givenBy} from '../../source/domain/containment/given.ts';
import {principalsOf} from '../../source/domain/containment/principals-of.ts';
import {account, eventOf, record} from './records.ts';

const arn = (name: string) => `arn:aws:iam::${account}:role/${name}`;

function given(service: string, eventName: string, changes: Record<string, unknown>) {
	const eventSource = `${service}.amazonaws.com`;
	return givenBy(eventOf(record({eventSource, eventName, readOnly: false, ...changes}))).map(
		({name}) => name,
	);
}

describe('what a call hands to something that runs', () => {
	test.each([
		['RunInstances', {iamInstanceProfile: {name: 'vault'}}],
		['RunInstances', {iamInstanceProfile: {arn: `arn:aws:iam::${account}:instance-profile/apps/vault`}}],
		[
			'AssociateIamInstanceProfile',
			{AssociateIamInstanceProfileRequest: {InstanceId: 'i-1', IamInstanceProfile: {Name: 'vault'}}},
		],
		[
			'RequestSpotFleet',
			{spotFleetRequestConfig: {launchSpecifications: [{iamInstanceProfile: {name: 'vault'}}]}},
		],
	])('is an instance profile: ec2:%s', (eventName, requestParameters) => {
		expect(given('ec2', eventName, {requestParameters})).toEqual(['vault']);
	});

	test('is told by the answer where a launch template hides it', () => {
		const iamInstanceProfile = {arn: `arn:aws:iam::${account}:instance-profile/vault`, id: 'AIPA1'};
		const responseElements = {instancesSet: {items: [{instanceId: 'i-1', iamInstanceProfile}]}};
		expect(given('ec2', 'RunInstances', {responseElements})).toEqual(['vault']);
	});

	test.each([
		['lambda', 'CreateFunction20150331', {role: arn('task')}],
		['ecs', 'RegisterTaskDefinition', {taskRoleArn: arn('task'), executionRoleArn: arn('pulls-images')}],
		['ecs', 'RunTask', {overrides: {taskRoleArn: arn('task')}}],
		['cloudformation', 'CreateStack', {roleARN: arn('task')}],
		['ssm', 'StartAutomationExecution', {parameters: {AutomationAssumeRole: [arn('task')]}}],
	])('is a role: %s:%s', (service, eventName, requestParameters) => {
		expect(given(service, eventName, {requestParameters})).toEqual([arn('task')]);
	});

	test('is nothing where the call failed, only looks, or gives nothing to anybody', () => {
		const requestParameters = {role: arn('task')};
		expect(given('lambda', 'CreateFunction20150331', {requestParameters, errorCode: 'AccessDenied'})).toEqual(
			[],
		);
		expect(given('lambda', 'GetFunction20150331v2', {requestParameters, readOnly: true})).toEqual([]);
		expect(given('config', 'PutConfigurationRecorder', {requestParameters})).toEqual([]);
		const template = {LaunchTemplateData: {IamInstanceProfile: {Name: 'vault'}}};
		expect(given('ec2', 'CreateLaunchTemplate', {requestParameters: template})).toEqual([]);
		expect(canGive({source: 'constructor', name: 'toString'})).toBe(false);
	});

	test('is read from any record without a fault', () => {
		fc.assert(
			fc.property(fc.jsonValue(), fc.jsonValue(), (requestParameters, responseElements) => {
				for (const service of ['ec2', 'lambda', 'ssm'])
					given(service, 'RunInstances', {
						requestParameters: {role: requestParameters, iamInstanceProfile: requestParameters},
						responseElements,
					});
			}),
		);
	});
});

test('the role in an instance profile is held by the lineage once IAM has told it', () => {
	const run = eventOf(
		record({
			eventName: 'RunInstances',
			readOnly: false,
			requestParameters: {iamInstanceProfile: {name: 'vault'}},
		}),
	);
	expect(principalsOf([], [run])).toEqual([]);
	expect(principalsOf([], [run], new Map(), new Map([['vault', arn('apps/reader')]]))).toMatchObject([
		{kind: 'role', name: 'reader', made: false, why: ['given to ec2 (instance profile vault)']},
	]);
});
