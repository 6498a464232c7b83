import {describe, expect, test} from 'vitest';
import {readEvent} from '../../../source/domain/event.ts';
import {kinds} from '../../../source/domain/kinds/index.ts';

/** What each kind says that the record made. */
function madeBy(record: Record<string, unknown>): readonly string[] {
	const event = readEvent({awsRegion: 'eu-west-1', ...record});
	if (event === null) throw new Error('no event');
	return Object.values(kinds).flatMap(kind =>
		kind.created(event).map(({id, region}) => `${kind.kind} ${region} ${id}`),
	);
}

const runInstances = {
	eventSource: 'ec2.amazonaws.com',
	eventName: 'RunInstances',
	responseElements: {instancesSet: {items: [{instanceId: 'i-1'}, {instanceId: 'i-2'}]}},
};

describe('what an event made', () => {
	test('RunInstances: all its instances', () => {
		expect(madeBy(runInstances)).toEqual(['ec2-instance eu-west-1 i-1', 'ec2-instance eu-west-1 i-2']);
	});

	test('CreateFunction, whatever date its name carries', () => {
		for (const eventName of ['CreateFunction20150331', 'CreateFunction2020_05_31', 'CreateFunction']) {
			const eventSource = 'lambda.amazonaws.com';
			expect(madeBy({eventSource, eventName, responseElements: {functionName: 'fn'}})).toEqual([
				'lambda-function eu-west-1 fn',
			]);
			const functionName = 'arn:aws:lambda:eu-west-1:111122223333:function:fn';
			expect(madeBy({eventSource, eventName, requestParameters: {functionName}})).toEqual([
				'lambda-function eu-west-1 fn',
			]);
		}
	});

	test('CreateInstances of Lightsail: the names, in the region where they are', () => {
		const eventSource = 'lightsail.amazonaws.com';
		const operation = {resourceName: 'relay', resourceType: 'Instance', location: {regionName: 'us-west-2'}};
		const disk = {resourceName: 'disk', resourceType: 'Disk'};
		expect(
			madeBy({eventSource, eventName: 'CreateInstances', responseElements: {operations: [operation, disk]}}),
		).toEqual(['lightsail-instance us-west-2 relay']);
		expect(
			madeBy({
				eventSource,
				eventName: 'CreateInstancesFromSnapshot',
				requestParameters: {instanceNames: ['a', 'b']},
			}),
		).toEqual(['lightsail-instance eu-west-1 a', 'lightsail-instance eu-west-1 b']);
	});

	test('a call that failed, or a dry run, made nothing', () => {
		expect(madeBy({...runInstances, errorCode: 'Client.DryRunOperation'})).toEqual([]);
		expect(
			madeBy({
				eventSource: 'lambda.amazonaws.com',
				eventName: 'CreateFunction20150331',
				errorCode: 'AccessDenied',
				requestParameters: {functionName: 'fn'},
			}),
		).toEqual([]);
	});

	test('the same name at another service made nothing', () => {
		expect(madeBy({...runInstances, eventSource: 'elsewhere.amazonaws.com'})).toEqual([]);
		expect(
			madeBy({
				eventSource: 'cloudfront.amazonaws.com',
				eventName: 'CreateFunction',
				responseElements: {functionName: 'fn'},
			}),
		).toEqual([]);
	});

	test('a record in disorder made nothing, and stops nothing', () => {
		for (const responseElements of [
			null,
			'text',
			{instancesSet: 1},
			{instancesSet: {items: [null, {instanceId: 7}]}},
		]) {
			expect(madeBy({...runInstances, responseElements})).toEqual([]);
		}
	});
});
