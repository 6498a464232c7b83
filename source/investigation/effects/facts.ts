import type {Aws} from '../../aws/index.ts';
import {isTemporary} from '../../domain/key.ts';
import {type Context, credentialsNow, pause, report} from '../context.ts';

/** Between readings of the keys' state while the investigation lives, in ms. IAM allows some 20 calls a second. */
const interval = 30_000;

/** Keeps what AWS says of the keys: those under investigation, and those that the lineage made. */
export class KeyWatch {
	readonly #context: Context;
	readonly #aws: Aws;
	/** Counts readings up; an answer to an older one than was applied is dropped. */
	#started = 0;
	readonly #applied = new Map<string, number>();

	constructor(context: Context, aws: Aws) {
		this.#context = context;
		this.#aws = aws;
	}

	/** Reads the state of all keys once. Never throws. */
	async refresh(): Promise<void> {
		await Promise.all(this.#keys().map(key => this.#read(key)));
	}

	/** Reads keys that were not read yet: the lineage has grown. */
	async catchUp(): Promise<void> {
		const isKnown = (key: string) => this.#applied.has(key);
		await Promise.all(
			this.#keys()
				.filter(key => !isKnown(key))
				.map(key => this.#read(key)),
		);
	}

	/** Goes on reading until the investigation ends. */
	async follow(): Promise<void> {
		const {signal} = this.#context;
		while (!signal.aborted) {
			await pause(interval, signal);
			if (!signal.aborted) await this.refresh();
		}
	}

	/** Only users' keys have a state that can be asked for by id, and those that the person asked about are looked for. */
	#keys(): readonly string[] {
		const {keys} = this.#context.store.get();
		const {lineage} = this.#context;
		const made = lineage.ids().filter(id => lineage.mintingOf(id)?.kind === 'user-key' && !isTemporary(id));
		return [...new Set([...keys, ...made])];
	}

	async #read(key: string): Promise<void> {
		const {store, signal} = this.#context;
		this.#started += 1;
		const generation = this.#started;
		if (!this.#applied.has(key)) this.#applied.set(key, 0);
		try {
			const facts = await this.#aws.facts(key, signal);
			if (signal.aborted || generation < (this.#applied.get(key) ?? 0)) return;
			this.#applied.set(key, generation);
			store.dispatch({type: 'facts', facts});
			store.dispatch({type: 'credentials', credentials: credentialsNow(this.#context)});
		} catch (error) {
			report(this.#context, error);
		}
	}
}
