import {describe, expect, it} from 'vitest';
import type {Coverage} from '../../source/domain/coverage.ts';
import type {Plan} from '../../source/domain/plan.ts';
import {type Resource, resourceKey} from '../../source/domain/resource.ts';
import type {Action, ScanNews} from '../../source/investigation/actions.ts';
import {initialState, reduce} from '../../source/investigation/reduce.ts';
import type {State} from '../../source/investigation/state.ts';

const start = initialState({keys: ['AKIATESTTESTTESTTEST'], setting: 'account', readOnly: false});
const having = (...actions: readonly Action[]): State => actions.reduce(reduce, start);

const batch = (parts: Partial<Extract<Action, {type: 'batch'}>> = {}): Action => ({
	type: 'batch',
	credentials: [],
	total: 1,
	fresh: 1,
	time: 5,
	newest: new Map(),
	coverage: [],
	blindSpots: [],
	provenance: new Map(),
	progress: null,
	...parts,
});

const instance = (id: string, state = 'running'): Resource => ({
	kind: 'ec2-instance',
	id,
	region: 'eu-west-1',
	name: null,
	state,
	gone: state === 'terminated',
	type: null,
	created: null,
	protections: ['termination protection'],
	notes: [],
	monthlyCost: null,
});

const read = (resources: readonly Resource[], region = 'eu-west-1'): Action => {
	const scan = {state: 'done', count: resources.length} as const;
	return {type: 'scan', news: [{kind: 'ec2-instance', region, scan, resources}]};
};

const plan: Plan = {title: 'Disable', steps: [], consequences: [], confirmation: null};

describe('a batch of history', () => {
	it('changes the version of the events only if it brought some', () => {
		expect(having(batch()).events).toEqual({version: 1, total: 1, updated: 5, newest: new Map()});
		expect(having(batch(), batch({fresh: 0, time: 9})).events).toEqual({
			version: 1,
			total: 1,
			updated: 9,
			newest: new Map(),
		});
	});

	it('keeps the time of each region’s newest record, in whatever order the batches come', () => {
		const {newest} = having(
			batch({newest: new Map([['eu-west-1', 7]])}),
			batch({
				newest: new Map([
					['eu-west-1', 5],
					['us-east-1', 3],
				]),
			}),
		).events;
		expect([...newest]).toEqual([
			['eu-west-1', 7],
			['us-east-1', 3],
		]);
	});

	it('replaces the coverage of the same source and region', () => {
		const row = (region: string, events: number): Coverage => {
			return {source: 'lookup', region, from: 1, to: 2, complete: true, events, error: null};
		};
		const state = having(
			batch({coverage: [row('us-east-1', 1), row('eu-west-1', 1)]}),
			batch({coverage: [row('us-east-1', 2)]}),
		);
		expect(state.coverage).toEqual([row('eu-west-1', 1), row('us-east-1', 2)]);
	});

	it('says each blind spot once', () => {
		const spot = {what: 'S3 objects', why: 'data events'};
		expect(having(batch({blindSpots: [spot, spot]}), batch({blindSpots: [spot]})).blindSpots).toEqual([spot]);
	});

	it('keeps the first event that made a resource', () => {
		const by = (eventID: string, time: number) => new Map([['x', {eventID, credential: 'c', time}]]);
		const [first, again] = [batch({provenance: by('first', 1)}), batch({provenance: by('again', 2)})];
		expect(having(first, again).provenance.get('x')?.eventID).toBe('first');
		expect(having(again, first).provenance.get('x')?.eventID).toBe('first');
	});
});

describe('a listing of resources', () => {
	it('shows what is found while it is still being read', () => {
		const scan = {state: 'reading'} as const;
		const news: ScanNews[] = [
			{kind: 'ec2-instance', region: 'eu-west-1', scan, resources: [instance('i-1')]},
		];
		const state = having({type: 'scan', news});
		expect([...state.resources.keys()]).toEqual([resourceKey(instance('i-1'))]);
		expect(state.scans.get('ec2-instance/eu-west-1')?.scan).toEqual(scan);
	});

	it('shows as deleted what was there and is not there any more', () => {
		const state = having(read([instance('i-1'), instance('i-2')]), read([instance('i-2')]));
		expect(state.resources.get(resourceKey(instance('i-1')))).toEqual({
			...instance('i-1'),
			state: 'deleted',
			gone: true,
			protections: [],
		});
		expect(state.resources.get(resourceKey(instance('i-2')))).toEqual(instance('i-2'));
	});

	it('leaves the last word of AWS on what had gone before', () => {
		const state = having(read([instance('i-1', 'terminated')]), read([]));
		expect([...state.resources.values()].map(resource => resource.state)).toEqual(['terminated']);
	});

	it('says nothing of other regions, nor of anything when it was refused', () => {
		const denied = {state: 'denied', error: 'no permission'} as const;
		const state = having(read([instance('i-1')]), read([], 'us-east-1'), {
			type: 'scan',
			news: [{kind: 'ec2-instance', region: 'eu-west-1', scan: denied, resources: []}],
		});
		expect([...state.resources.values()]).toEqual([instance('i-1')]);
	});
});

describe('a plan in execution', () => {
	const done = {status: 'done', requestId: 'r', output: {}} as const;
	const secret = {keyId: 'AKIATESTTESTTESTTEST', secret: 'shown once'};

	it('collects outcomes, and the secret of a new key until it is dismissed', () => {
		const running = having(
			{type: 'started', generation: 1, plan},
			{type: 'outcome', generation: 1, step: 'a', outcome: done, secret},
			{type: 'outcome', generation: 1, step: 'b', outcome: done, secret: null},
		);
		expect(running.execution?.secret).toEqual(secret);
		expect([...(running.execution?.outcomes.keys() ?? [])]).toEqual(['a', 'b']);
		const finished = reduce(running, {type: 'finished', generation: 1});
		expect(JSON.stringify(reduce(finished, {type: 'dismissed'}))).not.toContain('shown once');
	});

	it('cannot be dismissed while steps run', () => {
		const running = having({type: 'started', generation: 1, plan});
		expect(reduce(running, {type: 'dismissed'})).toBe(running);
	});

	it('drops news of an older plan', () => {
		const running = having({type: 'started', generation: 2, plan});
		const late: Action = {type: 'outcome', generation: 1, step: 'a', outcome: done, secret};
		expect(reduce(running, late)).toBe(running);
		expect(reduce(running, {type: 'finished', generation: 1})).toBe(running);
	});
});

it('keeps the newest problems only, so that an endless stream of them ends nothing', () => {
	const actions = Array.from({length: 500}, (_, time): Action => {
		return {type: 'problem', problem: {time, text: `problem ${time}`}};
	});
	const {problems} = having(...actions);
	expect(problems).toHaveLength(200);
	expect(problems.at(-1)?.text).toBe('problem 499');
});
