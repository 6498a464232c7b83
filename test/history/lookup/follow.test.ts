import {describe, expect, it} from 'vitest';
import {lookupSource} from '../../../source/history/lookup/source.ts';
import type {Batch} from '../../../source/history/source.ts';
import {assumeRole} from '../../domain/records.ts';
import {call, child, ids, key, now, regions, role, setUp, since, story} from './story.ts';
import type {Trail} from './trail.ts';
import {VirtualClock} from './virtual-clock.ts';

describe('following the present', () => {
	async function follow(
		records: readonly Record<string, unknown>[],
		prepare: (trail: Trail) => void,
		until: (batch: Batch) => boolean,
	) {
		const {trail, source, clock} = setUp([...records]);
		prepare(trail);
		const stop = new AbortController();
		const batches: Batch[] = [];
		for await (const batch of source.trace({keys: [key], since, until: null, signal: stop.signal})) {
			batches.push(batch);
			if (until(batch) || clock.ticks() > 3_600_000) stop.abort();
		}
		return {batches, trail, clock, events: batches.flatMap(({events}) => events)};
	}

	const late = call(key, 'late', '11:59:50');
	const later = assumeRole(key, child, {
		eventID: 'new-hop',
		eventTime: '2026-11-20T12:05:00Z',
		responseElements: {credentials: {accessKeyId: child}},
		awsRegion: 'eu-west-1',
	});
	const childs = call(child, 'childs', '12:05:30', 'ap-south-1', role);

	it('finds what arrives late and out of order, what is new, and what a new child does, each once', async () => {
		const records = [...story.slice(0, 7), late, later, childs];
		const {events, batches, trail} = await follow(
			records,
			trail => {
				trail.delivery = item => Date.parse(String(item['eventTime'])) + (item === late ? 200_000 : 15_000);
			},
			batch => batch.events.some(({id}) => id === 'childs'),
		);
		expect(ids(events)).toEqual(
			[
				'childs',
				'late',
				'new-hop',
				...ids(story.slice(0, 7).map(item => ({id: String(item['eventID'])}))),
			].sort(),
		);
		expect(batches.flatMap(({coverage}) => coverage).at(-1)?.error).toBeNull();
		// Overlapping what came before, and not the whole past again and again.
		const polls = trail
			.callsTo('us-east-1')
			.filter(({attribute}) => attribute?.value === key)
			.slice(5);
		expect(polls.length).toBeGreaterThan(5);
		expect(Math.max(...polls.map(({since: from, until}) => until - from))).toBeLessThan(6 * 60_000);
	});

	it('asks for a new child in all regions within seconds', async () => {
		const {trail} = await follow(
			[...story.slice(0, 7), later, childs],
			trail => {
				trail.delivery = item => Date.parse(String(item['eventTime']));
			},
			batch => batch.events.some(({id}) => id === 'childs'),
		);
		const asked = regions.map(
			region => trail.callsTo(region).find(({attribute}) => attribute?.value === child)?.at ?? Infinity,
		);
		expect(Math.max(...asked) - Math.min(...asked)).toBeLessThanOrEqual(1500);
	});

	it('goes back to a region that was denied for a while', async () => {
		const {batches} = await follow(
			story,
			trail => {
				trail.fault = ({region}) =>
					region === 'eu-west-1' && trail.clock.ticks() < 100_000 ? 'denied' : null;
			},
			batch => batch.events.some(({id}) => id === 'hop-2'),
		);
		const rows = batches.flatMap(({coverage}) => coverage).filter(({region}) => region === 'eu-west-1');
		expect(rows.some(({error}) => error === 'eu-west-1: denied')).toBe(true);
		expect(rows.at(-1)?.error).toBeNull();
	});

	it('ends at once when told to, even with a call in flight', async () => {
		const stop = new AbortController();
		const clock = new VirtualClock(now);
		const source = lookupSource({lookup: () => new Promise(() => {}), regions, clock});
		const trace = source.trace({keys: [key], since, until: null, signal: stop.signal});
		setImmediate(() => stop.abort());
		for await (const _ of trace) throw new Error('nothing was read');
		expect(stop.signal.aborted).toBe(true);
	});
});
