import {afterAll, beforeAll} from 'vitest';
import {settle} from '../../../source/range/principals/staff.ts';
import {type Range, type RangeOptions, startRange} from '../../../source/range/range.ts';

interface Key {
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
}

interface Configuration {
	readonly endpoint: string;
	readonly region: string;
	readonly credentials: Key;
	readonly maxAttempts: number;
}

/** A range for one test file, without IAM's gap, the trail's delay and LookupEvents' limit. */
export function rangeForTests(options: RangeOptions = {}): {readonly range: Range} {
	let range: Range | undefined;
	beforeAll(async () => {
		range = await startRange({consistencyGap: 0, deliveryDelay: 0, lookupRate: Infinity, ...options});
	});
	afterAll(() => range?.close());
	return {
		get range() {
			if (!range) {
				throw new Error('the range has not started');
			}
			return range;
		},
	};
}

/** A real SDK client against the range; as the responder unless another key is given. */
export function client<C>(
	Client: new (configuration: Configuration) => C,
	range: Range,
	region = 'us-east-1',
	credentials: Key = range.responder,
): C {
	return new Client({endpoint: range.url, region, credentials, maxAttempts: 1});
}

/** A user with a key and these managed policies of AWS. */
export function user(range: Range, name: string, ...policies: string[]): Key {
	return settle(range.world, name, policies);
}

/** What went into the trail during `action`, also data events. */
export async function recorded(range: Range, action: () => Promise<unknown>) {
	const records: Record<string, unknown>[] = [];
	const stop = range.world.trail.listen(record => records.push(record));
	await action().catch(() => undefined);
	stop();
	return records;
}
