import {isoTime} from './event.ts';
import type {KeyFacts, UserKey} from './key-facts.ts';
import {type Call, type Use, usesOfCredentials} from './uses.ts';

/** A new key works after so many ms (field guide §10). */
export const newKeyWorksAfter = 10_000;

/** AWS's limit, which nothing raises. */
const keysPerUser = 2;

/** What AWS's quarantine denies the user itself (field guide §4): somebody else has to do it. */
const quarantineDenies =
	'the user cannot change its own keys nor get a session: rotate with credentials of somebody else, as here';

/** One of the two keys of a rotation, as far as it matters when to go on. */
export interface RotatedKey {
	readonly id: string;
	readonly status: UserKey['status'];
	/** Within the window, the busiest place first. */
	readonly uses: readonly Use[];
	readonly calls: number;
	readonly refused: number;
	/** ms since the epoch of the last call in the log; what IAM remembers, which is hours late, where the log has none. */
	readonly lastUsed: number | null;
	/** ms for which the log has no call of it, up to where the log is read; null where the log was never read. */
	readonly silentFor: number | null;
	/** ms until the key works; 0: it does. */
	readonly worksIn: number;
}

export interface Rotation {
	readonly old: RotatedKey;
	/** Null until it is made. */
	readonly fresh: RotatedKey | null;
	/** Whether the old key may be deleted, or what has to be the case first, in one line. */
	readonly deletable: {readonly ready: true} | {readonly ready: false; readonly reason: string};
	/** What stands in the way or will, one line each. */
	readonly hints: readonly string[];
}

export interface RotationOptions {
	/** Of the leaked key. */
	readonly facts: KeyFacts;
	/** Id of the new key; null until it is made. */
	readonly fresh: string | null;
	/** Calls of both keys, in any order. */
	readonly calls: Iterable<Call>;
	/** ms since the epoch up to which the log was read, everywhere; null: not yet. */
	readonly readTo: number | null;
	/** ms since the epoch. */
	readonly now: number;
	/** ms back from `now` that count as the last minutes. */
	readonly window: number;
	/** ms for which the old key must have been silent before it may be deleted; the person chooses. */
	readonly silence: number;
}

/** The state of a rotation: who uses which key from where, and whether the old one can go. */
export function rotationOf(options: RotationOptions): Rotation {
	const {facts, fresh, calls, now, window} = options;
	const all = [...calls];
	const recent = usesOfCredentials(all.filter(({time}) => time >= now - window));
	const old = keyOf(facts.id, options, all, recent);
	const made = fresh === null ? null : keyOf(fresh, options, all, recent);
	return {old, fresh: made, deletable: deletable(old, made, options), hints: hintsOf(old, made, facts)};
}

function keyOf(
	id: string,
	{facts, readTo, now}: RotationOptions,
	calls: readonly Call[],
	recent: ReadonlyMap<string, readonly Use[]>,
): RotatedKey {
	const known = facts.keys.value?.find(key => key.id === id);
	const uses = recent.get(id) ?? [];
	const logged = calls.reduce((last, call) => (call.credential === id ? Math.max(last, call.time) : last), 0);
	// IAM knows of calls that are in no log, hours late (field guide §9, §10).
	const lastUsed = Math.max(logged, known?.lastUsed?.time ?? 0);
	const since = Math.max(lastUsed, known?.created ?? 0);
	const made = known?.created ?? null;
	return {
		id,
		status: known?.status ?? (facts.keys.value === null ? 'Active' : 'deleted'),
		uses,
		calls: uses.reduce((sum, use) => sum + use.calls, 0),
		refused: uses.reduce((sum, use) => sum + use.refused, 0),
		lastUsed: lastUsed === 0 ? null : lastUsed,
		silentFor: readTo === null || since === 0 ? null : Math.max(0, readTo - since),
		worksIn: made === null ? 0 : Math.max(0, made + newKeyWorksAfter - now),
	};
}

function deletable(
	old: RotatedKey,
	fresh: RotatedKey | null,
	{silence}: RotationOptions,
): Rotation['deletable'] {
	const not = (reason: string) => ({ready: false, reason}) as const;
	if (old.status === 'deleted') return not(`${old.id} is deleted already`);
	if (old.status === 'Active') return not(`disable ${old.id} first: that can be taken back, deleting cannot`);
	if (fresh !== null && fresh.lastUsed === null)
		return not(`nobody has used ${fresh.id} yet: has the application moved?`);
	if (old.silentFor === null) return not('the log is not read yet');
	if (old.silentFor < silence)
		return not(
			`${old.id} was used ${minutes(old.silentFor)} before the end of the log: wait for ${minutes(silence)} of silence`,
		);
	return {ready: true};
}

function hintsOf(old: RotatedKey, fresh: RotatedKey | null, facts: KeyFacts): readonly string[] {
	const {userName, keys, quarantine} = facts;
	const others = keys.value?.filter(({id}) => id !== old.id) ?? [];
	return [
		...(fresh === null && others.length >= keysPerUser - 1
			? [
					`${userName} has two keys, and AWS allows no third: delete ${others.map(({id}) => id).join(', ')} first, or move to it`,
				]
			: []),
		...(quarantine === null
			? []
			: [`${quarantine} is on ${userName}: ${quarantineDenies}; it holds for a new key too`]),
		...(fresh === null || fresh.worksIn === 0
			? []
			: [`${fresh.id} works in some ${Math.ceil(fresh.worksIn / 1000)} seconds`]),
		...(fresh !== null && fresh.refused > 0
			? [`${fresh.id} was refused ${fresh.refused} times: look at what the application may do`]
			: []),
		...(old.status === 'Inactive'
			? [
					'calls with a key that is Inactive are in no log: whether the application fails, only the application tells',
				]
			: []),
		...(keys.error === null ? [] : [`not known which keys ${userName} has: ${keys.error}`]),
		...(old.lastUsed === null
			? []
			: [`${old.id} was used last at ${isoTime(old.lastUsed)}, as far as is known`]),
	];
}

function minutes(time: number): string {
	const count = Math.floor(time / 60_000);
	return count === 1 ? '1 minute' : `${count} minutes`;
}
