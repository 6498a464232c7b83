import type {Event} from '../../domain/event.ts';
import {mintedBy} from '../../domain/hop.ts';
import {Lineage} from '../../domain/lineage.ts';
import {Callers, isServiceMade} from '../../domain/on-behalf.ts';

/** Who appears in a file. */
interface Cast {
	/** Credentials that signed calls. */
	readonly credentials: Set<string>;
	/** Principals for whom a service made calls. */
	readonly served: Set<string>;
}

/**
 * What a first reading of all files leaves behind: who minted whom, so that the lineage is known whatever order the
 * files came in, and which file is worth a second reading. The events themselves are not kept.
 */
export class FileIndex {
	readonly lineage: Lineage;
	readonly callers = new Callers();
	readonly #casts = new Map<string, Cast>();

	constructor(keys: readonly string[]) {
		this.lineage = new Lineage(keys);
	}

	add(file: string, event: Event): void {
		this.callers.observe(event);
		if (mintedBy(event) !== null) this.lineage.add(event);
		let cast = this.#casts.get(file);
		if (cast === undefined) {
			cast = {credentials: new Set(), served: new Set()};
			this.#casts.set(file, cast);
		}
		if (event.credential !== null) cast.credentials.add(event.credential);
		if (event.principal !== null && isServiceMade(event)) cast.served.add(event.principal);
	}

	/** The files in which a credential of the lineage signed something. */
	filesOfLineage(): readonly string[] {
		const family = new Set(this.lineage.ids());
		return this.#filesWhere(({credentials}) => !credentials.isDisjointFrom(family));
	}

	/** The files in which a service acted for one of the lineage's principals. */
	filesServing(principals: ReadonlySet<string>): readonly string[] {
		return this.#filesWhere(({served}) => !served.isDisjointFrom(principals));
	}

	#filesWhere(holds: (cast: Cast) => boolean): readonly string[] {
		return [...this.#casts].filter(([, cast]) => holds(cast)).map(([file]) => file);
	}
}
