import type {Event} from '../../domain/event.ts';
import {issuedBy} from '../../domain/hop.ts';
import {doorsOf} from '../../domain/joins/door.ts';
import {Lineage} from '../../domain/lineage.ts';
import {Callers, isServiceMade} from '../../domain/on-behalf.ts';
import {Family} from '../family.ts';
import type {TraceRequest} from '../source.ts';
import {isInWindow} from './file-spans.ts';
import {Leads} from './leads.ts';
import {mentioned, odd, served, type Token, tokenOf, tokensOfCredential} from './token.ts';

/** How many events may be held until it is known whose they are; beyond, their files are read again. */
const mostHeld = 20_000;

/**
 * `reading`: what is certain is told at once, the rest is held. `joined`: all evidence is there, so that whose an event is
 * can be told; not yet, for whom services acted. `settled`: that too.
 */
type Stage = 'reading' | 'joined' | 'settled';

interface Held {
	readonly event: Event;
	readonly file: number;
}

/** Makes the lineage's history of the events that readers find, in whatever order, however often. */
export class Gathering {
	readonly #scope: Pick<TraceRequest, 'since' | 'until'>;
	readonly #family: Family;
	readonly #lineage: Lineage;
	readonly #leads = new Leads();
	readonly #callers = new Callers();
	readonly #told = new Set<string>();
	/** Credential → events that it signed, by id, as long as they are nobody's. */
	readonly #held = new Map<string | null, Map<string, Held>>();
	#holding = 0;
	#stage: Stage = 'reading';
	readonly #postponed = new Set<number>();
	readonly #principals = new Set<string>();
	/** Files with events that were not kept, as they were nobody's when all was known. */
	readonly #dropped = new Set<number>();
	/** Services' calls for the lineage by which others may have come in, by event id. */
	readonly #adopted = new Set<string>();
	/** Where somebody handed out a key, by event id. */
	readonly #issues = new Map<string, Event>();

	constructor({keys, since, until}: TraceRequest) {
		this.#scope = {since, until};
		this.#family = new Family(keys);
		this.#lineage = new Lineage(keys);
		this.#leads.want([odd]);
		for (const key of keys) this.#leads.want(tokensOfCredential(key));
	}

	/** What is to be looked for, since this was asked last. */
	learnt(): readonly Token[] {
		this.#leads.follow(this.#lineage);
		return this.#leads.learnt();
	}

	/** Takes in what was found in a file. @returns the events that are now known to be the lineage's own, each once ever. */
	take(events: readonly Event[], file: number): readonly Event[] {
		const own: Event[] = [];
		for (const event of events) {
			this.#callers.observe(event);
			this.#lineage.observe(event);
			if (issuedBy(event) !== null) this.#issues.set(event.id, event);
		}
		for (const event of events) {
			for (const id of this.#family.add(event)) {
				this.#leads.want(tokensOfCredential(id));
				for (const held of this.#release(id)) this.#sort(held, own);
			}
			this.#sort({event, file}, own);
		}
		return own;
	}

	/** From now on all evidence is there. @returns the lineage's events among those that were held. */
	join(): readonly Event[] {
		this.#stage = 'joined';
		const own: Event[] = [];
		for (const credential of [...this.#held.keys()]) {
			for (const held of this.#release(credential)) this.#sort(held, own);
		}
		return own;
	}

	/** Files that had more than could be held, to be read again. */
	postponed(): readonly number[] {
		const files = [...this.#postponed];
		this.#postponed.clear();
		return files;
	}

	/** From now on all callers are known. */
	settle(): void {
		this.#stage = 'settled';
	}

	/** Looks for who handed out the keys of services' calls: a key that was issued is nobody's service session. */
	suspectIssued(): void {
		for (const {credential} of this.#serviceMade()) {
			if (credential !== null) this.#leads.want([tokenOf(mentioned, credential)]);
		}
	}

	/** The calls that services made for the lineage, as far as is known and not told yet (field guide §19). */
	claim(): readonly Event[] {
		const claimed = [...this.#serviceMade()].filter(({id}) => !this.#told.has(id));
		const own: Event[] = [];
		for (const event of claimed) this.#tell(event, own);
		return own;
	}

	/**
	 * Takes in what services were asked to make: a key, a user, a machine may be among it. If so, evidence is gathered anew,
	 * for whatever comes in by them. @returns the files that held what was not kept, to be read again; null: nothing new.
	 */
	adopt(): readonly number[] | null {
		const makers = [...this.#serviceMade()].filter(event => !this.#adopted.has(event.id) && explains(event));
		for (const event of makers) {
			this.#adopted.add(event.id);
			this.#lineage.observe(event);
			for (const id of this.#family.add(event)) this.#leads.want(tokensOfCredential(id));
		}
		if (makers.length === 0) return null;
		this.#stage = 'reading';
		const files = [...this.#dropped];
		this.#dropped.clear();
		return files;
	}

	/** Who handed out keys to others: where the keys came from, and which calls explain themselves. */
	heard(): readonly Event[] {
		return [...this.#issues.values()].filter(({id}) => !this.#told.has(id));
	}

	*#serviceMade(): Generator<Event> {
		for (const [credential, held] of this.#held) {
			if (credential === null || this.#lineage.has(credential)) continue;
			for (const {event} of held.values()) {
				const onBehalfOf = this.#callers.behind(event);
				if (onBehalfOf !== null) yield {...event, onBehalfOf};
			}
		}
	}

	#sort(held: Held, own: Event[]): void {
		const {event} = held;
		if (this.#family.owns(event)) this.#own(event, own);
		else if (this.#stage === 'reading') this.#hold(held);
		else if (this.#lineage.owns(event)) this.#own(event, own);
		else {
			const onBehalfOf = this.#lineage.behind(event);
			if (onBehalfOf === null) this.#hold(held);
			else this.#tell({...event, onBehalfOf}, own);
		}
	}

	#own(event: Event, own: Event[]): void {
		if (this.#told.has(event.id)) return;
		this.#callers.add(event);
		if (event.principal !== null && !this.#principals.has(event.principal)) {
			this.#principals.add(event.principal);
			this.#leads.want([tokenOf(served, event.principal)]);
		}
		this.#tell(event, own);
	}

	#tell(event: Event, own: Event[]): void {
		if (this.#told.has(event.id)) return;
		// What explains others is told from before the window too: without it, they would come from nowhere.
		if (!isInWindow(event.time, this.#scope) && !explains(event)) return;
		this.#told.add(event.id);
		own.push(event);
	}

	/** Keeps an event of nobody's, that may yet turn out to be the lineage's. */
	#hold({event, file}: Held): void {
		const isNobodys =
			(this.#stage !== 'reading' && !isServiceMade(event)) ||
			(this.#stage === 'settled' && this.#callers.behind(event) === null);
		if (isNobodys) {
			this.#dropped.add(file);
			return;
		}
		let held = this.#held.get(event.credential);
		if (held?.has(event.id)) return;
		if (this.#stage !== 'settled' && this.#holding >= mostHeld) {
			this.#postponed.add(file);
			return;
		}
		if (held === undefined) {
			held = new Map();
			this.#held.set(event.credential, held);
		}
		this.#holding += 1;
		held.set(event.id, {event, file});
	}

	#release(credential: string | null): readonly Held[] {
		const held = this.#held.get(credential);
		if (held === undefined) return [];
		this.#held.delete(credential);
		this.#holding -= held.size;
		return [...held.values()];
	}
}

/** Whether others may have come in by it, or did: by a sign-in. */
function explains(event: Event): boolean {
	const isSignIn = event.onBehalfOf !== null && !isServiceMade(event);
	return issuedBy(event) !== null || isSignIn || doorsOf(event).length > 0;
}
