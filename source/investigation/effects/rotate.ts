import type {Aws} from '../../aws/index.ts';
import {type Event, readEvent} from '../../domain/event.ts';
import {type Context, pause, report} from '../context.ts';
import {respondersKeys} from '../own-doing.ts';
import type {FreshKey} from '../state.ts';

/** Between two looks at the log of the new key, in ms: it shares LookupEvents' limit with the trace (field guide §5). */
const interval = 5_000;

/** Calls of the new key that are kept, the newest. */
const kept = 500;

/** Regions that are asked: those where the old key was at work, since the application stays where it is. */
const regions = 6;

/** CloudTrail delivers late; each look goes back this far before the end of the last, in ms. */
const overlap = 10 * 60_000;

/** Follows the key that the responder made: it is not of the lineage, so the trace does not read it. */
export class NewKeyWatch {
	readonly #context: Context;
	readonly #aws: Aws;
	#following = false;

	constructor(context: Context, aws: Aws) {
		this.#context = context;
		this.#aws = aws;
	}

	/** Follows the newest key that the responder made, if there is one, until the investigation ends. Never throws. */
	async follow(): Promise<void> {
		const {signal, store} = this.#context;
		if (this.#following || respondersKeys(store.get().journal).size === 0) return;
		this.#following = true;
		while (!signal.aborted) {
			const id = [...respondersKeys(store.get().journal)].at(-1);
			if (id !== undefined) await this.#look(id);
			await pause(interval, signal);
		}
	}

	async #look(id: string): Promise<void> {
		const {store, now, signal} = this.#context;
		const until = now();
		const before = store.get().fresh;
		const known = before?.id === id ? before : null;
		const since = known === null ? until - overlap : known.readTo - overlap;
		const calls = new Map((known?.calls ?? []).map(call => [call.id, call]));
		try {
			for (const region of this.#regions()) {
				const query = {
					region,
					attribute: {key: 'AccessKeyId', value: id},
					since,
					until,
					token: null,
				} as const;
				const {records} = await this.#aws.lookup(query, signal);
				for (const event of records.map(readEvent)) if (event !== null) calls.set(event.id, slim(event));
			}
			const newest = [...calls.values()].toSorted((one, other) => other.time - one.time).slice(0, kept);
			if (!signal.aborted) store.dispatch({type: 'fresh key', fresh: {id, calls: newest, readTo: until}});
		} catch (error) {
			report(this.#context, error);
		}
	}

	#regions(): readonly string[] {
		const {keys, credentials} = this.#context.store.get();
		const used = credentials.filter(({id}) => keys.includes(id)).flatMap(credential => credential.regions);
		return [...new Set(used)].slice(0, regions);
	}
}

/** Without the record: five hundred of them need not stay in memory. */
function slim({
	id,
	time,
	credential,
	onBehalfOf,
	principal,
	sourceIp,
	userAgent,
	errorCode,
}: Event): FreshKey['calls'][number] {
	return {id, time, credential, onBehalfOf, principal, sourceIp, userAgent, errorCode};
}
