import {holderOf, type Principal, principalKey} from './containment/principal.ts';
import {type Event, isDenied} from './event.ts';

/** A call as far as it matters who made it from where; rows of the case file fit. */
export type Call = Pick<
	Event,
	'time' | 'credential' | 'onBehalfOf' | 'principal' | 'sourceIp' | 'userAgent' | 'errorCode'
>;

/** How a key or a role was used from one place. */
export interface Use {
	/** Address and program, or the name of the role session; sanitised. */
	readonly who: string;
	readonly sourceIp: string | null;
	readonly userAgent: string | null;
	readonly calls: number;
	/** Calls that were refused for want of permission. */
	readonly refused: number;
	/** ms since the epoch of the last call; 0 where no record names a time. */
	readonly last: number;
}

/** Who used each credential from where: by access key id, the busiest first. Calls that a service made do not count. */
export function usesOfCredentials(calls: Iterable<Call>): ReadonlyMap<string, readonly Use[]> {
	return gather(calls, call =>
		call.credential === null || call.onBehalfOf !== null
			? null
			: {key: call.credential, who: `${call.sourceIp ?? 'unknown'} ${program(call.userAgent)}`},
	);
}

/**
 * Who else uses the principals: by `principalKey`, the busiest first. What a plan breaks for them is said with it.
 *
 * @param calls Any of the account's, the lineage's among them.
 * @param owned Whether a credential is of the lineage.
 */
export function strangersOf(
	principals: readonly Principal[],
	calls: Iterable<Call>,
	owned: (credential: string) => boolean,
): ReadonlyMap<string, readonly Use[]> {
	const wanted = new Set(principals.map(principalKey));
	return gather(calls, call => {
		const holder = holderOf(call.principal);
		if (holder === null || !wanted.has(principalKey(holder))) return null;
		if (call.credential !== null && owned(call.credential)) return null;
		const session = call.principal?.split('/').at(-1) ?? holder.name;
		return {key: principalKey(holder), who: holder.kind === 'role' ? session : (call.credential ?? session)};
	});
}

function gather(
	calls: Iterable<Call>,
	place: (call: Call) => {readonly key: string; readonly who: string} | null,
): ReadonlyMap<string, readonly Use[]> {
	const found = new Map<string, Map<string, Use>>();
	for (const call of calls) {
		const where = place(call);
		if (where === null) continue;
		const uses = found.get(where.key) ?? new Map<string, Use>();
		found.set(where.key, uses);
		const known = uses.get(where.who);
		uses.set(where.who, {
			who: where.who,
			sourceIp: call.sourceIp,
			userAgent: call.userAgent,
			calls: (known?.calls ?? 0) + 1,
			refused: (known?.refused ?? 0) + (isDenied(call) ? 1 : 0),
			last: Math.max(known?.last ?? 0, call.time),
		});
	}
	return new Map(
		Array.from(found, ([key, uses]) => [
			key,
			[...uses.values()].toSorted((one, other) => other.calls - one.calls),
		]),
	);
}

/** The first word of a user agent: `aws-cli/2.17.44`. */
function program(userAgent: string | null): string {
	return (userAgent ?? '').split(' ')[0] ?? '';
}
