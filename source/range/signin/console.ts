import type {Session} from '../principals/session.ts';
import {again} from '../services/sts/mint.ts';
import type {World} from '../world.ts';

/**
 * A browser that is signed in to the console. It fetches new keys for its session again and again, under ids that no
 * event names; nothing ends it but time and what its principal is denied (field guide §8).
 */
export class ConsoleSession {
	readonly #world: World;
	readonly #session: Session;

	constructor(world: World, session: Session) {
		this.#world = world;
		this.#session = session;
	}

	get arn(): string {
		return this.#session.arn;
	}

	/** Keys that the browser has not used before; undefined once the session has ended. */
	keys(): Session | undefined {
		if (this.#session.expiresAt <= this.#world.clock.now()) return undefined;
		return again(this.#world, this.#session);
	}
}
