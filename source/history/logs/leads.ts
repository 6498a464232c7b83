import type {Door} from '../../domain/joins/door.ts';
import type {Lineage} from '../../domain/lineage.ts';
import {mentioned, type Token, tokenOf, tokensOfCredential, tokensOfDoor} from './token.ts';

/** What readers are to look for, by what is known of the lineage; each token is told once. */
export class Leads {
	readonly #tokens = new Set<Token>();
	#fresh: Token[] = [];
	/** The lineage's revision that was followed last. */
	#followed = -1;

	/** What is to be looked for, since this was asked last. */
	learnt(): readonly Token[] {
		return this.#fresh.splice(0);
	}

	want(tokens: readonly Token[]): void {
		for (const token of tokens) {
			if (this.#tokens.has(token)) continue;
			this.#tokens.add(token);
			this.#fresh.push(token);
		}
	}

	open(door: Door): void {
		this.want(tokensOfDoor(door));
	}

	/**
	 * All credentials and doors, the inferred ones too, and where the keys came from. Of what is inferred, who handed it out
	 * is looked for as well: that may show that it is a stranger's.
	 */
	follow(lineage: Lineage): void {
		if (lineage.revision === this.#followed) return;
		this.#followed = lineage.revision;
		for (const id of lineage.ids()) this.want(tokensOfCredential(id));
		for (const door of lineage.doors) this.open(door);
		for (const {credential} of lineage.ancestors) {
			if (credential !== null) this.want([tokenOf(mentioned, credential)]);
		}
	}
}
