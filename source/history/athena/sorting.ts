import type {Event} from '../../domain/event.ts';
import {issuedBy} from '../../domain/hop.ts';
import {doorsOf} from '../../domain/joins/door.ts';
import type {Lineage} from '../../domain/lineage.ts';
import {Callers, isServiceMade} from '../../domain/on-behalf.ts';
import {valueAt} from '../../domain/record.ts';
import {Family} from '../family.ts';
import type {Principal} from './question.ts';

/**
 * Tells whose the events are that questions find. What is certain is told at once; what may come in by a door, once all
 * evidence is there; for whom services acted, once that was told as well, and what they made for it.
 */
export class Sorting {
	readonly #lineage: Lineage;
	readonly #family: Family;
	readonly #callers = new Callers();
	readonly #seen = new Set<string>();
	/** ARN → when its own calls began and ended. */
	readonly #principals = new Map<string, Principal>();
	/** Events that are nobody's, for now. */
	#held: Event[] = [];
	/** Services' calls for the lineage, until it was looked at what they made. */
	#made: Event[] = [];
	/** Where somebody handed out a key, as long as it is nobody's of the lineage: by event id. */
	readonly #issues = new Map<string, Event>();

	/** @param lineage Learns from all events that come. */
	constructor(keys: readonly string[], lineage: Lineage) {
		this.#family = new Family(keys);
		this.#lineage = lineage;
	}

	/** Takes in what a question found. @returns the events that are certainly the lineage's own, each once ever. */
	take(events: readonly Event[]): readonly Event[] {
		const fresh = events.filter(({id}) => !this.#seen.has(id) && this.#seen.add(id));
		let grew = false;
		for (const event of fresh) {
			this.#callers.observe(event);
			this.#lineage.observe(event);
			if (issuedBy(event) !== null) this.#issues.set(event.id, event);
			grew = this.#family.add(event).length > 0 || grew;
		}
		if (!grew) return this.#tell(fresh);
		return this.#tell([...this.#held.splice(0), ...fresh]);
	}

	/** The keys' own calls were read, and who handed them out. @returns what is certain by that. */
	begun(): readonly Event[] {
		this.#family.settle();
		return this.#tell(this.#held.splice(0));
	}

	/** Not all evidence is there, and will not be. @returns what is the doing of credentials that certainly belong. */
	certain(): readonly Event[] {
		return this.#held.flatMap(event => {
			const onBehalfOf = this.#lineage.behind(event);
			return onBehalfOf !== null && this.#family.has(onBehalfOf) ? [{...event, onBehalfOf}] : [];
		});
	}

	/** All evidence is there, as far as is known. @returns the lineage's events among those that were held. */
	join(): readonly Event[] {
		const told: Event[] = [];
		for (const event of this.#held.splice(0)) {
			const onBehalfOf = this.#lineage.owns(event) ? null : this.#lineage.behind(event);
			if (this.#lineage.owns(event)) told.push(this.#own(event));
			else if (onBehalfOf !== null) told.push({...event, onBehalfOf});
			else this.#held.push(event);
		}
		for (const {id} of told) this.#issues.delete(id);
		return told;
	}

	/** The identities under which the lineage acted, by the ARNs as they were recorded. */
	principals(): readonly Principal[] {
		return [...this.#principals.values()];
	}

	/** The calls that services made for the lineage and that were not told yet, once all callers are known (field guide §19). */
	claim(): readonly Event[] {
		const claimed: Event[] = [];
		for (const event of this.#held.splice(0)) {
			const isOurs = isServiceMade(event) && !this.#lineage.has(event.credential ?? '');
			const onBehalfOf = isOurs ? this.#callers.behind(event) : null;
			if (onBehalfOf === null) this.#held.push(event);
			else claimed.push({...event, onBehalfOf});
		}
		for (const {id} of claimed) this.#issues.delete(id);
		this.#made.push(...claimed);
		return claimed;
	}

	/** Takes in what services were asked to make: a key, a user, a machine may be among it. @returns whether any was. */
	adopt(): boolean {
		const makers = this.#made
			.splice(0)
			.filter(event => issuedBy(event) !== null || doorsOf(event).length > 0);
		for (const event of makers) {
			this.#lineage.observe(event);
			this.#family.add(event);
		}
		return makers.length > 0;
	}

	/** Who handed out keys to others: where the keys came from, and which calls explain themselves. */
	heard(): readonly Event[] {
		return [...this.#issues.values()];
	}

	#tell(events: readonly Event[]): readonly Event[] {
		const own: Event[] = [];
		for (const event of events) {
			if (this.#family.owns(event)) own.push(this.#own(event));
			else this.#held.push(event);
		}
		return own;
	}

	#own(event: Event): Event {
		this.#callers.add(event);
		this.#issues.delete(event.id);
		this.#remember(event);
		return event;
	}

	#remember({record, time}: Event): void {
		const arn = valueAt(record, 'userIdentity.arn');
		if (typeof arn !== 'string' || arn === '' || time === 0) return;
		const {from, to} = this.#principals.get(arn)?.seen ?? {from: time, to: time};
		this.#principals.set(arn, {arn, seen: {from: Math.min(from, time), to: Math.max(to, time)}});
	}
}
