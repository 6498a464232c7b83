import type {Session} from '../principals/session.ts';
import type {ConsoleSession} from '../signin/console.ts';
import type {Visit} from '../signin/records.ts';
import * as signIn from '../signin/sign-in.ts';
import type {World} from '../world.ts';
import type {Actor} from './actor.ts';
import type {Inference, Truth} from './truth.ts';
import type {Origin} from './wire.ts';

/** A console in one of the browser's tabs, and how its keys are joined to the lineage. */
interface Tab {
	readonly console: ConsoleSession;
	readonly parent: string;
	readonly inferred: Inference;
}

/**
 * An actor's browser. It signs in to the console, for which there is no API, and lays the console's keys into the
 * actor's hands, who goes on calling with them like any other client.
 */
export class Browser {
	readonly #tabs = new Map<string, Tab>();
	readonly #world: World;
	readonly #actor: Actor;
	readonly #truth: Truth;
	readonly #origin: Origin;

	constructor(world: World, actor: Actor, truth: Truth, origin: Origin) {
		this.#world = world;
		this.#actor = actor;
		this.#truth = truth;
		this.#origin = origin;
	}

	/** Opens the console with a role session's or federation token's credentials. Throws AwsError. */
	federate(name: string, credential: string, script: Origin, region: string): void {
		const token = signIn.getSigninToken(this.#world, credential, {...script, region});
		this.#truth.mint({id: token, kind: 'console', parent: credential});
		const {console, eventID} = signIn.loginWithToken(this.#world, token, this.#visit(region));
		this.#truth.join(eventID, token);
		this.#open(name, {console, parent: token, inferred: 'console'});
	}

	/**
	 * Opens the console with a password. Throws AwsError.
	 * @param maker the credential that gave the user their password.
	 */
	login(
		name: string,
		user: {readonly userName: string; readonly password: string},
		maker: string,
		region: string,
	): void {
		const {console, eventID} = signIn.loginWithPassword(this.#world, user, this.#visit(region));
		const id = this.#open(name, {console, parent: maker, inferred: 'principal'});
		this.#truth.join(eventID, id);
	}

	/** Changes one console to a role, under another name. Throws AwsError. */
	switchRole(name: string, from: string, roleArn: string, region: string): void {
		const tab = this.#tabs.get(from);
		const held = this.#actor.held(from);
		if (!tab || !held) throw new Error(`no console ${from} is open`);
		const {console, eventID} = signIn.switchRole(this.#world, tab.console, roleArn, this.#visit(region));
		const id = this.#open(name, {console, parent: held.accessKeyId, inferred: 'console'});
		this.#truth.join(eventID, id);
	}

	/** Fetches new keys for a console, as browsers do every few minutes. False where it is not open, or has ended. */
	refresh(name: string): boolean {
		const tab = this.#tabs.get(name);
		const keys = tab?.console.keys();
		if (!tab || !keys) return false;
		this.#hold(name, tab, keys);
		return true;
	}

	#open(name: string, tab: Tab): string {
		this.#tabs.set(name, tab);
		const keys = tab.console.keys();
		if (!keys) throw new Error(`the console ${name} ended as it began`);
		return this.#hold(name, tab, keys);
	}

	#hold(name: string, {parent, inferred}: Tab, keys: Session): string {
		const {accessKeyId, secretAccessKey, sessionToken} = keys;
		this.#truth.mint({id: accessKeyId, kind: 'console', parent, inferred});
		this.#actor.give({name, accessKeyId, secretAccessKey, sessionToken, origin: this.#origin});
		return accessKeyId;
	}

	#visit(region: string): Visit {
		return {...this.#origin, region};
	}
}
