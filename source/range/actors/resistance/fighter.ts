import {DescribeInstancesCommand, EC2Client} from '@aws-sdk/client-ec2';
import {IAMClient} from '@aws-sdk/client-iam';
import type {Actor, Hand} from '../actor.ts';
import type {Origin} from '../wire.ts';
import {type Holding, repairs, survey} from './holding.ts';
import {revivePassword, reviveUser} from './keys.ts';
import {reopenConsoles, retakeRole, retakeToken} from './retake.ts';
import {again, type Stronghold} from './stronghold.ts';

type Holdings = ReadonlyMap<string, Holding>;

/** Looks at instances: most credentials may. */
const look = (hand: Hand) => hand.client(EC2Client).send(new DescribeInstancesCommand({}));

/** One who has a stronghold and will keep it, round by round. */
export class Fighter {
	readonly #actor: Actor;
	readonly #stronghold: Stronghold;
	readonly #script: Origin;
	/** How everything stood when the fight began. */
	#before: Holdings | undefined;
	/** The credential that last did something in IAM. */
	#armed = '';

	constructor(actor: Actor, stronghold: Stronghold, script: Origin) {
		this.#actor = actor;
		this.#stronghold = stronghold;
		this.#script = script;
	}

	/**
	 * Uses everything, undoes what was done against it, and takes again what was lost.
	 * @param fresh take also what still works: new sessions outlive a revocation of the old.
	 * @returns whether anything worked.
	 */
	async round(fresh: boolean): Promise<boolean> {
		const [used, now] = await Promise.all([this.#callWithAll(), this.#survey()]);
		this.#before ??= now;
		if (now) await this.#repair(this.#before ?? now, now);
		const taken = await this.#retake(fresh);
		if (fresh) for (const name of this.#stronghold.consoles) this.#stronghold.browser.refresh(name);
		reopenConsoles(this.#actor, this.#stronghold, this.#script);
		return used || now !== undefined || taken;
	}

	async #callWithAll(): Promise<boolean> {
		const {uses, bearer} = this.#stronghold;
		const results = this.#actor
			.names()
			.map(name => this.#actor.attempt({by: name, alone: true, act: uses[name] ?? look}));
		return [bearer?.() ?? false, ...(await Promise.all(results))].some(Boolean);
	}

	async #survey(): Promise<Holdings | undefined> {
		let found: Holdings | undefined;
		await this.#byIam(async hand => {
			found = await survey(hand.client(IAMClient), this.#stronghold);
			this.#armed = hand.credential.name;
		});
		return found;
	}

	/** All at once: the gap is short. */
	async #repair(before: Holdings, now: Holdings): Promise<void> {
		const writes = [...now].flatMap(([arn, holding]) => repairs(before.get(arn) ?? holding, holding));
		await Promise.all([
			...writes.map(write => this.#byIam(hand => write(hand.client(IAMClient)))),
			...this.#stronghold.users.map(name => this.#byIam(hand => reviveUser(name, hand, this.#actor))),
			...(this.#isLost('password console')
				? [this.#byIam(hand => revivePassword(this.#stronghold, hand))]
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
					return retakeRole(this.#actor, this.#stronghold, role, fresh ? other : this.#armed);
				}),
			...(this.#isLost('federation again') ? [retakeToken(this.#actor)] : []),
		]);
		return results.some(Boolean);
	}

	/** With whichever credential may, the last that could first. */
	#byIam(act: (hand: Hand) => Promise<unknown>): Promise<boolean> {
		return this.#actor.attempt({by: this.#armed, act});
	}

	#isLost(name: string): boolean {
		return !this.#actor.has(name) || this.#actor.isRefused(name);
	}
}
