import {DescribeInstancesCommand, EC2Client} from '@aws-sdk/client-ec2';
import {IAMClient} from '@aws-sdk/client-iam';
import type {Actor, Hand} from '../actor.ts';
import type {Origin} from '../wire.ts';
import {type Holding, repairs, survey} from './holding.ts';
import {revivePassword, reviveUser} from './keys.ts';
import {reopenConsoles, takeRole, takeToken} from './retake.ts';
import {again, type Stronghold} from './stronghold.ts';

type Act = (hand: Hand) => Promise<unknown>;
type Holdings = ReadonlyMap<string, Holding>;

/** Looks at instances: most credentials may. */
const look: Act = hand => hand.client(EC2Client).send(new DescribeInstancesCommand({}));

/** One who has a stronghold and will keep it, round by round. */
export class Fighter {
	readonly #actor: Actor;
	readonly #stronghold: Stronghold;
	readonly #script: Origin;
	/** How everything stood when the fight began. */
	#before: Holdings | undefined;
	/** The credentials that worked in the last round. */
	#working: readonly string[];
	/** Those to try in this round. */
	#hands: readonly string[];
	/** The one that last did something in IAM. */
	#armed = '';

	constructor(actor: Actor, stronghold: Stronghold, script: Origin) {
		this.#actor = actor;
		this.#stronghold = stronghold;
		this.#script = script;
		this.#working = this.#hands = actor.names();
	}

	/**
	 * Uses everything, undoes what was done against it, and takes again what was lost.
	 * @param fresh try also what did not work last, and take also what still works: new sessions outlive a revocation.
	 * @returns whether anything worked.
	 */
	async round(fresh: boolean): Promise<boolean> {
		this.#hands = fresh ? this.#actor.names() : this.#promising();
		const bearer = this.#stronghold.bearer?.() ?? false;
		const [now] = await Promise.all([this.#survey(), this.#callWithAll()]);
		this.#before ??= now;
		if (now) await this.#repair(this.#before ?? now, now);
		const taken = await this.#retake(fresh);
		const {browser, consoles} = this.#stronghold;
		if (fresh) for (const name of consoles) browser.refresh(name);
		reopenConsoles(this.#actor, this.#stronghold, this.#script, name => this.#isLost(name));
		return bearer || now !== undefined || taken || this.#working.length > 0;
	}

	/** Where nothing works, the keys: those may have been switched on again. */
	#promising(): readonly string[] {
		if (this.#working.length > 0) return this.#working;
		return this.#actor.names().filter(name => this.#actor.held(name)?.sessionToken === undefined);
	}

	async #callWithAll(): Promise<void> {
		const {uses} = this.#stronghold;
		const names = this.#actor.names();
		const worked = await Promise.all(
			names.map(name => this.#actor.attempt({by: name, alone: true, act: uses[name] ?? look})),
		);
		this.#working = names.filter((_, index) => worked[index]);
	}

	async #survey(): Promise<Holdings | undefined> {
		let found: Holdings | undefined;
		await this.#any(async hand => {
			found = await survey(hand.client(IAMClient), this.#stronghold);
			this.#armed = hand.credential.name;
		});
		return found;
	}

	/** All at once: the gap is short. */
	async #repair(before: Holdings, now: Holdings): Promise<void> {
		const writes = [...now].flatMap(([arn, holding]) => repairs(before.get(arn) ?? holding, holding));
		await Promise.all([
			...writes.map(write => this.#any(hand => write(hand.client(IAMClient)))),
			...this.#stronghold.users.map(name => this.#any(hand => reviveUser(name, hand, this.#actor))),
			...(this.#isLost('password console')
				? [this.#any(hand => revivePassword(this.#stronghold, hand))]
				: []),
		]);
	}

	/** Roles from one another in turn, so that none of the ring can be closed alone (role juggling, field guide §2). */
	async #retake(fresh: boolean): Promise<boolean> {
		const {roles} = this.#stronghold;
		const results = await Promise.all([
			...roles
				.filter(role => fresh || this.#isLost(again(role)))
				.map((role, index) => {
					const other = again(roles[(index + 1) % roles.length] ?? role);
					return this.#any(takeRole(this.#stronghold, role), fresh ? other : this.#armed);
				}),
			...(this.#isLost('federation again') ? [this.#any(takeToken)] : []),
		]);
		return results.some(Boolean);
	}

	/** With one credential after the other until one may, the first that is named first. */
	async #any(act: Act, first = this.#armed): Promise<boolean> {
		for (const name of new Set([first, ...this.#hands])) {
			if (await this.#actor.attempt({by: name, alone: true, act})) return true;
		}
		return false;
	}

	#isLost(name: string): boolean {
		return !this.#actor.has(name) || !this.#working.includes(name);
	}
}
