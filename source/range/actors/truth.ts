import type {CredentialKind} from '../../domain/credential.ts';
import type {ResourceKind} from '../../domain/resource.ts';
import type {Trail, TrailRecord} from '../trail.ts';

/**
 * How a credential is joined to its parent where no event names its id (field guide §8): `console`: by principal,
 * session name, address and time of a sign-in; `session-name`: that of the instance or function; `principal`: by the
 * user or role that the parent made.
 */
export type Inference = 'console' | 'session-name' | 'principal';

/** A credential of the leaked key's lineage. */
export interface Minted {
	/** The access key id; of a service-specific credential its own id. */
	readonly id: string;
	readonly kind: CredentialKind;
	/** The credential that minted it; null for the leaked key. */
	readonly parent: string | null;
	/** Absent where the event that minted it names its id. */
	readonly inferred?: Inference;
}

/** A user or role that the attacker made. */
export interface Founded {
	readonly arn: string;
	/** The credential that made it. */
	readonly credential: string;
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
	readonly principals: Founded[] = [];
	/** Calls that a service made for a credential of the lineage: event id → credential (field guide §19). */
	readonly forwarded = new Map<string, string>();
	/** Events of a credential of the lineage that do not name it: sign-ins, calls with bearer tokens. */
	readonly joined = new Map<string, string>();
	/** Events of the lineage in other accounts' trails: event id → credential. */
	readonly elsewhere = new Map<string, string>();
	/** Events under an id of the lineage before it was issued: somebody else's. */
	readonly strangers = new Set<string>();
	readonly #lives = new Map<string, Life>();
	readonly #trail: Trail;
	readonly #now: () => number;
	readonly #forget: () => void;

	/** @param now range time in ms. */
	constructor(trail: Trail, now: () => number) {
		this.#trail = trail;
		this.#now = now;
		this.#forget = trail.listen((record, time) => this.#note(record, time));
	}

	mint(credential: Minted): void {
		this.credentials.push(credential);
		const since = Math.floor(this.#now() / 1000) * 1000;
		this.#lives.set(credential.id, {since, events: new Set(), successes: []});
	}

	make(resource: Made): void {
		this.resources.push(resource);
	}

	/** Notes a service's call for a credential; those for strangers are none of the incident's business. */
	forward(eventID: string, credential: string): void {
		if (this.#lives.has(credential)) {
			this.forwarded.set(eventID, credential);
		}
	}

	/** Notes an event that a credential caused and that does not name it; `worked` when it was a call that was answered. */
	join(eventID: string, credential: string, worked?: string): void {
		this.joined.set(eventID, credential);
		if (worked !== undefined) {
			this.#lives.get(credential)?.successes.push({time: this.#now(), name: worked});
		}
	}

	/** The ids of the management events in this account that a credential of the lineage signed. */
	eventsOf(id: string): ReadonlySet<string> {
		return this.#lives.get(id)?.events ?? new Set();
	}

	/**
	 * The calls that credentials of the lineage have made with success since a moment: credential → event names. Without
	 * those that no policy can deny to whoever can sign: GetCallerIdentity, and the sign-in service's tokens.
	 * @param time range time in ms.
	 */
	successesSince(time: number): ReadonlyMap<string, readonly string[]> {
		const found = new Map<string, readonly string[]>();
		for (const [id, {successes}] of this.#lives) {
			const names = successes.filter(success => success.time >= time).map(({name}) => name);
			if (names.length > 0) found.set(id, names);
		}
		return found;
	}

	/** Stops taking notes. */
	close(): void {
		this.#forget();
	}

	#note(record: TrailRecord, time: number): void {
		const {accessKeyId} = Object(record['userIdentity']) as {accessKeyId?: unknown};
		if (record.managementEvent === false || typeof accessKeyId !== 'string') return;
		const life = this.#lives.get(accessKeyId);
		if (life === undefined) return;
		if (time < life.since) {
			this.strangers.add(record.eventID);
			return;
		}
		if (this.#trail.isElsewhere(record)) this.elsewhere.set(record.eventID, accessKeyId);
		else life.events.add(record.eventID);
		if (record['errorCode'] === undefined && isDeniable(record)) {
			life.successes.push({time, name: record.eventName});
		}
	}
}

const isDeniable = ({eventName, eventSource}: TrailRecord): boolean =>
	eventName !== 'GetCallerIdentity' && eventSource !== 'signin.amazonaws.com';

interface Life {
	/** Range time in ms at which it was issued. */
	readonly since: number;
	readonly events: Set<string>;
	readonly successes: {readonly time: number; readonly name: string}[];
}
