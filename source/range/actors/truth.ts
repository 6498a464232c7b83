import type {CredentialKind} from '../../domain/credential.ts';
import type {ResourceKind} from '../../domain/resource.ts';
import type {Trail, TrailRecord} from '../trail.ts';

/** A credential of the leaked key's lineage. */
export interface Minted {
	/** The access key id. */
	readonly id: string;
	readonly kind: CredentialKind;
	/** The credential that minted it; null for the leaked key. */
	readonly parent: string | null;
}

/** Something that the attacker made. */
export interface Made {
	readonly kind: ResourceKind;
	readonly id: string;
	readonly region: string;
	/** The access key id that made it. */
	readonly credential: string;
}

/** What really happened in a scenario, told by those who did it: the measure of any investigation. */
export class Truth {
	readonly credentials: Minted[] = [];
	readonly resources: Made[] = [];
	/** Calls that a service made for a credential of the lineage: event id → credential (field guide §19). */
	readonly forwarded = new Map<string, string>();
	readonly #events = new Map<string, Set<string>>();
	readonly #forget: () => void;

	constructor(trail: Trail) {
		this.#forget = trail.listen(record => this.#note(record));
	}

	mint(credential: Minted): void {
		this.credentials.push(credential);
		this.#events.set(credential.id, new Set());
	}

	make(resource: Made): void {
		this.resources.push(resource);
	}

	/** Notes a service's call for a credential; those for strangers are none of the incident's business. */
	forward(eventID: string, credential: string): void {
		if (this.#events.has(credential)) {
			this.forwarded.set(eventID, credential);
		}
	}

	/** The ids of the management events that a credential of the lineage signed. */
	eventsOf(id: string): ReadonlySet<string> {
		return this.#events.get(id) ?? new Set();
	}

	/** Stops taking notes. */
	close(): void {
		this.#forget();
	}

	#note({userIdentity, managementEvent, eventID}: TrailRecord): void {
		const {accessKeyId} = Object(userIdentity) as {accessKeyId?: unknown};
		if (managementEvent !== false && typeof accessKeyId === 'string') {
			this.#events.get(accessKeyId)?.add(eventID);
		}
	}
}
