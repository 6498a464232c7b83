import type {CredentialKind} from '../../domain/credential.ts';
import type {Made, Truth} from './truth.ts';
import {type ClientClass, type Keys, type Origin, Wire} from './wire.ts';

/** A credential in an actor's hands, under the name that the scenario gives it. */
export interface Held extends Keys {
	readonly name: string;
	/** From where it is used; default: from where the actor is. */
	readonly origin?: Origin;
}

/** What an intent acts with: one credential of the actor. */
export interface Hand {
	readonly credential: Held;
	client<C extends object>(Client: ClientClass<C>, region?: string): C;
	/** Keeps a credential that this one minted; it replaces the one of that name. */
	take(name: string, kind: CredentialKind, keys: TemporaryKeys | undefined): void;
	/** Tells the truth about a user or role that this credential made. */
	founded(arn: string | undefined): void;
	/** Tells the truth about something that this credential made. */
	made(kind: Made['kind'], id: string, region: string): void;
	/** The ids of what was made in a region, by whatever credential. */
	madeIn(region: string): string[];
}

/** Temporary credentials as STS hands them out. */
interface TemporaryKeys {
	readonly AccessKeyId?: string | undefined;
	readonly SecretAccessKey?: string | undefined;
	readonly SessionToken?: string | undefined;
}

/** One thing that an actor wants to do. It is done when `act` resolves. */
export interface Intent {
	/** The credential to try first; the others follow, as long as none works. */
	readonly by: string;
	/** Whether to try the others at all; default: yes. */
	readonly alone?: boolean;
	/** Whether there is anything to do; default: yes. */
	when?(actor: Actor): boolean;
	act(hand: Hand): Promise<unknown>;
}

/** How the protocols say that a credential is not valid, each in its own words. */
const UNKNOWN: ReadonlySet<string> = new Set([
	'InvalidClientTokenId',
	'UnrecognizedClientException',
	'AuthFailure',
	'ExpiredToken',
	'ExpiredTokenException',
	'RequestExpired',
]);

/** Somebody with credentials, an address and a user agent: a client on the wire like any other. */
export class Actor {
	readonly #held = new Map<string, Held>();
	/** Names of the credentials whose last call was refused, each with the error's name. */
	readonly #refused = new Map<string, string>();
	readonly #wire: Wire;
	readonly #truth: Truth;

	constructor(url: string, origin: Origin, truth: Truth) {
		this.#wire = new Wire(url, origin);
		this.#truth = truth;
	}

	/** Puts a credential into the actor's hands; `keys` may come from anywhere. */
	give(held: Held): void {
		const before = this.#held.get(held.name);
		if (before && before.accessKeyId !== held.accessKeyId) this.#wire.forget(before.accessKeyId);
		this.#refused.delete(held.name);
		this.#held.set(held.name, held);
	}

	/** The credential of that name, if the actor has one. */
	held(name: string): Held | undefined {
		return this.#held.get(name);
	}

	has(name: string): boolean {
		return this.#held.has(name);
	}

	/** Whether the actor holds the access key of that id. */
	holds(accessKeyId: string): boolean {
		return [...this.#held.values()].some(held => held.accessKeyId === accessKeyId);
	}

	names(): string[] {
		return [...this.#held.keys()];
	}

	/** Whether the credential failed the actor the last time it was used. */
	isRefused(name: string): boolean {
		return this.#refused.has(name);
	}

	/** Whether AWS does not even know the credential any more: it was disabled or deleted, or it expired. */
	isLost(name: string): boolean {
		return UNKNOWN.has(this.#refused.get(name) ?? '');
	}

	/** Goes through the credentials, the intent's own first, until one does it. False when all were refused. */
	async attempt(intent: Intent): Promise<boolean> {
		for (const credential of this.#inOrder(intent)) {
			try {
				await intent.act(this.#hand(credential));
				this.#refused.delete(credential.name);
				return true;
			} catch (error) {
				this.#refused.set(credential.name, error instanceof Error ? error.name : '');
			}
		}
		return false;
	}

	close(): void {
		this.#wire.close();
	}

	#inOrder({by, alone = false}: Intent): Held[] {
		const first = this.#held.get(by);
		const others = alone ? [] : [...this.#held.values()].filter(held => held !== first);
		return first ? [first, ...others] : others;
	}

	#hand(credential: Held): Hand {
		const {accessKeyId} = credential;
		return {
			credential,
			client: (Client, region = 'us-east-1') =>
				this.#wire.client(Client, credential, region, credential.origin),
			founded: (arn = '') => this.#truth.principals.push({arn, credential: accessKeyId}),
			take: (name, kind, given) => {
				const keys = keysOf(given);
				this.give({name, ...keys});
				this.#truth.mint({id: keys.accessKeyId, kind, parent: accessKeyId});
			},
			made: (kind, id, region) => this.#truth.make({kind, id, region, credential: accessKeyId}),
			madeIn: region => this.#truth.resources.filter(made => made.region === region).map(({id}) => id),
		};
	}
}

function keysOf({AccessKeyId = '', SecretAccessKey = '', SessionToken}: TemporaryKeys = {}): Keys {
	return {
		accessKeyId: AccessKeyId,
		secretAccessKey: SecretAccessKey,
		...(SessionToken !== undefined && {sessionToken: SessionToken}),
	};
}
