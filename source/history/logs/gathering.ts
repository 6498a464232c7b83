import type {Event} from '../../domain/event.ts';
import {issuedBy} from '../../domain/hop.ts';
import {doorsOf} from '../../domain/joins/door.ts';
import {Callers, isServiceMade} from '../../domain/on-behalf.ts';
import type {TraceRequest} from '../source.ts';
import {Family} from './family.ts';
import {isInWindow} from './file-spans.ts';
import {mentioned, odd, served, type Token, tokenOf, tokensOfCredential} from './token.ts';

/** How many calls of services may be held until it is known whose they are; beyond, their files are read again. */
const mostHeld = 20_000;

/** Makes the lineage's history of the events that readers find, in whatever order, however often. */
export class Gathering {
	readonly #scope: Pick<TraceRequest, 'since' | 'until'>;
	readonly #family: Family;
	readonly #callers = new Callers();
	readonly #told = new Set<string>();
	/** Credential → events that it signed, by id, as long as they are nobody's. */
	readonly #held = new Map<string, Map<string, Event>>();
	#holding = 0;
	#settled = false;
	readonly #postponed = new Set<number>();
	readonly #tokens = new Set<Token>();
	#fresh: Token[] = [];
	readonly #principals = new Set<string>();
	readonly #doors = new Set<string>();

	constructor({keys, since, until}: TraceRequest) {
		this.#scope = {since, until};
		this.#family = new Family(keys);
		this.#want([odd]);
		for (const key of keys) this.#want(tokensOfCredential(key));
	}

	/** What is to be looked for, since this was asked last. */
	learnt(): readonly Token[] {
		return this.#fresh.splice(0);
	}

	/** By what else somebody can have come in, without a record that hands out a key: `user eve`, `i-0abc`. */
	get doors(): readonly string[] {
		return [...this.#doors].sort();
	}

	/** Takes in what was found in a file. @returns the events that are now known to be the lineage's own, each once ever. */
	take(events: readonly Event[], file: number): readonly Event[] {
		const own: Event[] = [];
		for (const event of events) {
			this.#callers.observe(event);
			for (const id of this.#family.add(event)) {
				this.#want(tokensOfCredential(id));
				for (const held of this.#release(id)) this.#sort(held, file, own);
			}
			this.#sort(event, file, own);
		}
		return own;
	}

	/** From now on all hops and callers are known. @returns files that had more than could be held, to be read again. */
	settle(): readonly number[] {
		this.#settled = true;
		return [...this.#postponed];
	}

	/** Looks for who handed out the keys of services' calls: a key that was issued is nobody's service session. */
	suspectIssued(): void {
		for (const {credential} of this.serviceMade()) {
			if (credential !== null) this.#want([tokenOf(mentioned, credential)]);
		}
	}

	/** The calls that services made for the lineage, as far as is known (field guide §19). */
	serviceMade(): readonly Event[] {
		const events: Event[] = [];
		for (const [credential, held] of this.#held) {
			if (this.#family.has(credential)) continue;
			for (const event of held.values()) {
				const onBehalfOf = isInWindow(event.time, this.#scope) ? this.#callers.behind(event) : null;
				if (onBehalfOf !== null) events.push({...event, onBehalfOf});
			}
		}
		return events;
	}

	#sort(event: Event, file: number, own: Event[]): void {
		if (this.#family.owns(event)) this.#own(event, own);
		else this.#hold(event, file);
	}

	#own(event: Event, own: Event[]): void {
		if (this.#told.has(event.id)) return;
		this.#callers.add(event);
		if (event.principal !== null && !this.#principals.has(event.principal)) {
			this.#principals.add(event.principal);
			this.#want([tokenOf(served, event.principal)]);
		}
		// A hop from before the window is told all the same: without it, what it minted would come from nowhere.
		if (!isInWindow(event.time, this.#scope) && issuedBy(event) === null) return;
		this.#told.add(event.id);
		for (const {way, name} of doorsOf(event)) if (way !== 'session') this.#doors.add(name);
		own.push(event);
	}

	/** Keeps an event of nobody's, that may yet turn out to be the lineage's. */
	#hold(event: Event, file: number): void {
		if (event.credential === null) return;
		if (isServiceMade(event)) {
			if (this.#settled && this.#callers.behind(event) === null) return;
			if (!this.#settled && this.#holding >= mostHeld) {
				this.#postponed.add(file);
				return;
			}
		}
		let held = this.#held.get(event.credential);
		if (held === undefined) {
			held = new Map();
			this.#held.set(event.credential, held);
		}
		if (!held.has(event.id)) this.#holding += 1;
		held.set(event.id, event);
	}

	#release(credential: string): readonly Event[] {
		const held = this.#held.get(credential);
		if (held === undefined) return [];
		this.#held.delete(credential);
		this.#holding -= held.size;
		return [...held.values()];
	}

	#want(tokens: readonly Token[]): void {
		for (const token of tokens) {
			if (this.#tokens.has(token)) continue;
			this.#tokens.add(token);
			this.#fresh.push(token);
		}
	}
}
