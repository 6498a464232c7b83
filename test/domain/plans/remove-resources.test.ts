import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {dangerOf, type Plan} from '../../../source/domain/plan.ts';
import {isPossible, removeResources} from '../../../source/domain/plans/index.ts';
import type {Protection, Resource} from '../../../source/domain/resource.ts';

function resourceOf(part: Partial<Resource> = {}): Resource {
	return {
		kind: 'ec2-instance',
		id: 'i-1',
		region: 'eu-west-1',
		name: null,
		state: 'running',
		gone: false,
		type: null,
		created: null,
		protections: [],
		notes: [],
		monthlyCost: null,
		...part,
	};
}

function planFor(resources: readonly Resource[]): Plan {
	const planned = removeResources(resources);
	if (!isPossible(planned)) throw new Error(planned.reason);
	return planned;
}

describe('removing resources', () => {
	test('one is confirmed by its id', () => {
		const plan = planFor([resourceOf()]);
		expect(plan).toMatchObject({title: 'Terminate i-1 in eu-west-1', confirmation: 'i-1'});
		expect(dangerOf(plan)).toBe('irreversible');
	});

	test('several are confirmed by verb and count', () => {
		const instances = [resourceOf(), resourceOf({id: 'i-2'})];
		const lambda = resourceOf({kind: 'lambda-function', id: 'fn'});
		const lightsail = resourceOf({kind: 'lightsail-instance', id: 'relay'});
		expect(planFor(instances)).toMatchObject({
			title: 'Terminate 2 EC2 instances',
			confirmation: 'terminate 2',
		});
		expect(planFor([lambda, lightsail])).toMatchObject({
			title: 'Delete 1 Lambda function, 1 Lightsail instance',
			confirmation: 'delete 2',
		});
		expect(planFor([...instances, lambda]).confirmation).toBe('remove 3');
	});

	test('protections go first, each in a call of its own, and can be taken back', () => {
		const both = ['termination protection', 'stop protection'] as const;
		const {steps} = planFor([resourceOf({protections: both})]);
		expect(steps.map(({call}) => [call.operation, call.input])).toEqual([
			['ModifyInstanceAttribute', {InstanceId: 'i-1', DisableApiTermination: {Value: false}}],
			['ModifyInstanceAttribute', {InstanceId: 'i-1', DisableApiStop: {Value: false}}],
			['TerminateInstances', {InstanceIds: ['i-1']}],
		]);
		expect(steps[0]?.undo?.input).toEqual({InstanceId: 'i-1', DisableApiTermination: {Value: true}});
		expect(steps[2]?.after).toEqual([steps[0]?.id, steps[1]?.id]);
	});

	test('a protection that could not be read is taken for one that is on, but not switched on by an undo', () => {
		const {steps} = planFor([resourceOf({protections: ['protection unknown']})]);
		expect(steps.map(({call, undo}) => [call.operation, undo])).toEqual([
			['ModifyInstanceAttribute', null],
			['ModifyInstanceAttribute', null],
			['TerminateInstances', null],
		]);
	});

	test('what is gone is left out, and nothing left is no plan', () => {
		const gone = resourceOf({id: 'i-gone', gone: true});
		expect(planFor([gone, resourceOf()]).confirmation).toBe('i-1');
		expect(removeResources([gone])).toEqual({reason: 'what is marked is gone already'});
		expect(removeResources([])).toEqual({reason: 'nothing is marked'});
	});

	test('says what stays, and what starts instances again', () => {
		const notes = ['auto scaling group miners', 'spot'];
		const {consequences} = planFor([resourceOf({notes}), resourceOf({id: 'i-2', notes})]);
		expect(consequences.filter(line => line.includes('auto scaling group miners'))).toEqual([
			'auto scaling group miners starts new instances until it is scaled to 0 or deleted',
		]);
		expect(consequences.join()).toMatch(/volumes .* stay/);
		expect(consequences.join()).toMatch(/persistent spot request/);
	});

	test('for all marks: every id its own removal, no step waits for another resource, no id stands twice', () => {
		const kind = fc.constantFrom('ec2-instance', 'lambda-function', 'lightsail-instance');
		const protection = fc.constantFrom<Protection>(
			'termination protection',
			'stop protection',
			'protection unknown',
		);
		const marks = fc.uniqueArray(
			fc.record({
				kind,
				id: fc.stringMatching(/^[a-z0-9-]{1,6}$/),
				region: fc.constantFrom('eu-west-1', 'us-east-1'),
				protections: fc.uniqueArray(protection),
			}),
			{minLength: 1, selector: ({kind: k, id, region}) => `${k} ${id} ${region}`},
		);
		fc.assert(
			fc.property(marks, parts => {
				const {steps} = planFor(parts.map(part => resourceOf(part as Partial<Resource>)));
				expect(new Set(steps.map(({id}) => id)).size).toBe(steps.length);
				expect(steps.filter(({danger}) => danger === 'irreversible')).toHaveLength(parts.length);
				for (const step of steps) {
					for (const before of step.after) {
						const other = steps.find(({id}) => id === before);
						expect([other?.target, other?.call.region]).toEqual([step.target, step.call.region]);
					}
				}
			}),
		);
	});
});
