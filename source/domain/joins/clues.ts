import type {Event} from '../event.ts';
import {issuedBy} from '../hop.ts';
import {type Clue, clueOf} from './clue.ts';
import {type Copy, copyOf, isRepeated} from './copy.ts';
import {type Place, placesOf} from './place.ts';

/** The evidence for joins that was read, by the places where it is looked for, whatever order it came in. */
export class Clues {
	readonly #byPlace = new Map<Place, Map<string, Clue>>();
	readonly #issued = new Set<string>();
	/** The records of calls across accounts that name who called, by call. */
	readonly #signed = new Map<string, Copy[]>();

	/** @returns whether it is new evidence. */
	add(event: Event): boolean {
		const issued = issuedBy(event);
		const isNew = issued !== null && !this.#issued.has(issued);
		if (issued !== null) {
			this.#issued.add(issued);
			this.#recognise(copyOf(event));
		}
		if (issued === null && event.credential !== null && this.#knows(event)) return isNew;
		const clue = clueOf(event);
		if (clue === null) return isNew;
		const places = clue.from === null ? placesOf(clue.arn) : placesOf(clue.from);
		for (const place of places) this.#at(place).set(nameOf(event, clue), clue);
		return true;
	}

	/**
	 * What may come in at a place: calls under keys that some event handed out explain themselves, and of a call that two
	 * accounts recorded the one that names the key counts.
	 */
	*at(place: Place): Generator<Clue> {
		for (const clue of this.#byPlace.get(place)?.values() ?? []) {
			const {kind, credential, copy} = clue;
			if (kind === 'call' && credential !== null && this.#issued.has(credential)) continue;
			if (copy === null || !isRepeated(copy, this.#signed.get(copy.call) ?? [])) yield clue;
		}
	}

	#recognise(copy: Copy | null): void {
		if (copy === null || copy.isKeyless) return;
		const known = this.#signed.get(copy.call);
		if (known === undefined) this.#signed.set(copy.call, [copy]);
		else if (known.every(({time}) => time !== copy.time)) known.push(copy);
	}

	/** One call tells what all of the same key, principal and address tell; the earliest counts. */
	#knows(event: Event): boolean {
		if (event.credential !== null && this.#issued.has(event.credential)) return true;
		const [place] = placesOf(event.principal);
		const known = place === undefined ? undefined : this.#byPlace.get(place)?.get(callName(event));
		return known !== undefined && !isEarlier(event, known);
	}

	#at(place: Place): Map<string, Clue> {
		let clues = this.#byPlace.get(place);
		if (clues === undefined) {
			clues = new Map();
			this.#byPlace.set(place, clues);
		}
		return clues;
	}
}

function nameOf(event: Event, clue: Clue): string {
	return clue.kind === 'call' ? callName(event) : event.id;
}

function callName({credential, principal, sourceIp}: Event): string {
	return `${credential} ${principal} ${sourceIp}`;
}

function isEarlier(event: Event, {event: known}: Clue): boolean {
	return event.time < known.time || (event.time === known.time && event.id < known.id);
}
