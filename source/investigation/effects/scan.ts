import type {Aws} from '../../aws/index.ts';
import type {ScanNews} from '../actions.ts';
import {type Context, report} from '../context.ts';

/** The blind spot of an account whose regions could not be listed. */
export const furtherRegions = 'further regions';

/** News of the regions come in some hundred pieces a second: they are shown in batches, this many ms apart. */
const frame = 50;

/** Lists the resources of the account; a new listing takes the place of one that is still under way. */
export class Inventory {
	readonly #context: Context;
	readonly #aws: Aws;
	#current: AbortController | null = null;
	/** What was looked for once: a resource that is not there any more is not looked for again. */
	readonly #lookedFor = new Set<string>();

	constructor(context: Context, aws: Aws) {
		this.#context = context;
		this.#aws = aws;
	}

	/** Lists everything, in all regions. Never throws. @returns when all regions have answered, or been refused. */
	async scan(): Promise<void> {
		this.#current?.abort();
		this.#current = new AbortController();
		await this.#run(null, this.#current.signal);
	}

	/** Lists again the regions in which the lineage has just made what no listing has shown yet. */
	async catchUp(): Promise<void> {
		const {provenance, resources, trace} = this.#context.store.get();
		if (trace.state !== 'following') return;
		const made = [...provenance.keys()].filter(key => !resources.has(key) && !this.#lookedFor.has(key));
		for (const key of made) this.#lookedFor.add(key);
		const regions = new Set(made.map(regionOf));
		if (regions.size > 0) await this.rescan([...regions]);
	}

	/** Lists again what was touched, beside a listing that is under way. */
	async rescan(regions: readonly string[]): Promise<void> {
		await this.#run(regions, this.#context.signal);
	}

	async #run(regions: readonly string[] | null, own: AbortSignal): Promise<void> {
		const {store, signal} = this.#context;
		const ended = AbortSignal.any([own, signal]);
		let waiting: ScanNews[] = [];
		const flush = () => {
			if (!ended.aborted) store.dispatch({type: 'scan', news: waiting});
			waiting = [];
		};
		const timer = setInterval(flush, frame);
		try {
			for await (const update of this.#aws.scan(ended, regions)) waiting.push(update);
			const {error} = await this.#aws.regions(ended);
			if (error !== null)
				store.dispatch({type: 'blind spots', blindSpots: [{what: furtherRegions, why: error}]});
		} catch (error) {
			if (!ended.aborted) report(this.#context, error);
		} finally {
			clearInterval(timer);
			flush();
		}
	}
}

/** The region within a `resourceKey`. */
function regionOf(key: string): string {
	return key.split('/')[1] ?? '';
}
