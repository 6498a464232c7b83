import type {Aws} from '../../aws/index.ts';
import {type Context, report} from '../context.ts';

/** Learns which roles are in the instance profiles that the lineage gave to instances: no event says so. */
export class ProfileWatch {
	readonly #context: Context;
	readonly #aws: Aws;
	readonly #asked = new Set<string>();

	constructor(context: Context, aws: Aws) {
		this.#context = context;
		this.#aws = aws;
	}

	/** Asks for profiles that were not asked for yet. Never throws. */
	async catchUp(): Promise<void> {
		await this.#ask([...this.#context.clues.profiles].filter(name => !this.#asked.has(name)));
	}

	/** Asks for all of them: a refusal may have passed, and a profile may hold another role by now. Never throws. */
	async refresh(): Promise<void> {
		await this.#ask([...this.#context.clues.profiles]);
	}

	async #ask(names: readonly string[]): Promise<void> {
		const {clues, signal} = this.#context;
		for (const name of names) this.#asked.add(name);
		try {
			await Promise.all(
				names.map(async name => clues.profileRead(name, await this.#aws.profileRole(name, signal))),
			);
		} catch (error) {
			report(this.#context, error);
		}
	}
}
