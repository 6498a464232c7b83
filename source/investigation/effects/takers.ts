import type {Event} from '../../domain/event.ts';
import {issuedBy} from '../../domain/hop.ts';
import type {EndedRole, Plan} from '../../domain/plan.ts';
import {askedBack, sessionNameOf, type Takers, takersOf} from '../../domain/takers.ts';
import type {RoleReading, Source} from '../../history/source.ts';
import type {Context} from '../context.ts';

/**
 * Asks the history who else takes the roles of a plan, region beside region. Never throws.
 *
 * @param ask Null: nobody can be asked.
 * @param tell Told all that is known so far: before the first question, and whenever one was answered.
 */
export async function askTakers(
	context: Context,
	ask: Source['takers'] | null,
	{roles = []}: Plan,
	signal: AbortSignal,
	tell: (takers: readonly Takers[]) => void,
): Promise<void> {
	if (roles.length === 0) return;
	const inquiries = roles.map(role => new Inquiry(context, role, ask == null));
	const say = () => tell(inquiries.map(({takers}) => takers));
	say();
	if (ask == null) return;
	const since = context.now() - askedBack;
	const regions = new Set(inquiries.flatMap(({takers}) => takers.pending));
	await Promise.all(
		Array.from(regions, async region => {
			for (const inquiry of inquiries) {
				const {arn} = inquiry.role;
				if (arn === null || !inquiry.takers.pending.includes(region)) continue;
				const reading = await ask({arn, region, since}, signal);
				if (signal.aborted) return;
				inquiry.take(reading);
				say();
			}
		}),
	);
}

/** What is asked about one role. */
class Inquiry {
	readonly role: EndedRole;
	takers: Takers;
	readonly #context: Context;
	/** By id: two regions may tell the same one. */
	readonly #events = new Map<string, Event>();

	constructor(context: Context, role: EndedRole, isMute: boolean) {
		const {name, arn, regions} = role;
		this.#context = context;
		this.role = role;
		const why = isMute
			? 'its history cannot be asked beside the trace'
			: arn === null
				? 'IAM did not tell the ARN of the role'
				: null;
		this.takers = {
			role: name,
			others: [],
			read: [],
			unread: why === null ? [] : regions.map(region => ({region, why})),
			pending: why === null ? regions : [],
		};
	}

	take({region, events, from, error}: RoleReading): void {
		for (const event of events) if (!this.#isOurs(event)) this.#events.set(event.id, event);
		const {read, unread, pending} = this.takers;
		this.takers = {
			...this.takers,
			others: takersOf(this.#events.values(), this.role.arn?.split(':')[4] ?? ''),
			...(error === null ? {read: [...read, {region, from}]} : {unread: [...unread, {region, why: error}]}),
			pending: pending.filter(each => each !== region),
		};
	}

	/**
	 * Whether the lineage took the role, or a service did for what the lineage started. What it only changed was somebody
	 * else's before, and stops for them: a function with other code in it.
	 */
	#isOurs(event: Event): boolean {
		const {lineage} = this.#context;
		if (event.invokedBy === null) {
			const issued = issuedBy(event);
			if (lineage.owns(event) || lineage.behind(event) !== null) return true;
			return issued !== null && lineage.has(issued);
		}
		const session = sessionNameOf(event);
		return lineage.doors.some(
			({way, name, event: {name: call}}) =>
				way === 'workload' && name === session && !call.startsWith('Update'),
		);
	}
}
