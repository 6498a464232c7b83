import {switchesOf} from './answer.ts';
import {isClosed} from './containment/documents.ts';
import {credentialsById, holderBehind, type Principal, principalKey} from './containment/principal.ts';
import {
	type ContainmentState,
	denialsAreRead,
	deniedBy,
	deniesSessions,
	isServiceLinked,
	type PrincipalState,
	type RoleState,
	roleRevokedUntil,
	type UserState,
} from './containment/state.ts';
import type {Credential} from './credential.ts';
import {isoTime} from './event.ts';
import type {ReadBack} from './read-back.ts';

/** When the state is read back after the writes, in ms from the last of them; IAM lags by seconds (field guide §3). */
export const readBackAt: readonly number[] = [0, 5_000, 15_000, 60_000];

/** Between readings after that, in ms: half an hour at the least (field guide §3, step 5). */
export const watchEvery = 30_000;

/** What AWS's answers show of something that was to be contained. */
interface Shown<State> {
	/** `unknown`: what would tell could not be read. */
	readonly state: State;
	/** What contains it, in a few words; null where nothing does. */
	readonly by: string | null;
	/** ms since the epoch of the first reading from which on all show it contained; null while it is not. */
	readonly since: number | null;
	/** ms since the epoch of the last reading that tells of it; null: none does. */
	readonly read: number | null;
}

/** What holds one credential, and since when. */
export interface Proof extends Shown<'contained' | 'open' | 'expired' | 'unrevocable' | 'unknown'> {
	readonly credential: string;
	/** Whose rights it has, by `principalKey`; null where nobody knows. */
	readonly holder: string | null;
	/** ms since the epoch of its last call that AWS carried out, as far as the log is read; null: none. */
	readonly lastSuccess: number | null;
}

/** What holds a user or role with all that it has: passwords and the like sign calls that no key id tells of. */
export interface PrincipalProof extends Shown<'contained' | 'open' | 'unknown'> {
	readonly principal: Principal;
}

/**
 * Per credential: whether AWS's own answers show it contained.
 *
 * @param readBacks Oldest first.
 * @param lastSuccess By credential, ms since the epoch (successesOf).
 */
export function proofOf(
	credentials: readonly Credential[],
	readBacks: readonly ReadBack[],
	lastSuccess: ReadonlyMap<string, number>,
	owners: ReadonlyMap<string, string> = new Map(),
): readonly Proof[] {
	const byId = credentialsById(credentials);
	const lookUp = lookUpIn(readBacks);
	const now = readBacks.at(-1)?.last ?? 0;
	return credentials.map(credential => {
		const holder = holderBehind(credential, byId, owners);
		const key = holder === null ? null : principalKey(holder);
		const about = {
			credential: credential.id,
			holder: key,
			lastSuccess: lastSuccess.get(credential.id) ?? null,
		};
		const shown = key === null ? unread : shownBy(lookUp(key), state => judge(credential, state));
		if (credential.expires !== null && credential.expires <= now)
			return {...about, ...shown, state: 'expired', by: 'it has expired', since: credential.expires};
		if (credential.status === 'unrevocable')
			return {...about, ...shown, state: 'unrevocable', by: null, since: null};
		return {...about, ...shown};
	});
}

/**
 * Per user and role of the newest reading: whether anything that it has still works.
 *
 * @param keep Keys that an application needs and that are left on (rotation.ts).
 */
export function principalProofs(
	readBacks: readonly ReadBack[],
	keep: ReadonlySet<string> = new Set(),
): readonly PrincipalProof[] {
	const lookUp = lookUpIn(readBacks);
	return (readBacks.at(-1)?.state.principals ?? []).map(({principal}) => ({
		principal,
		...shownBy(lookUp(principalKey(principal)), state =>
			state.kind === 'user' ? judgeUser(state, keep) : judgeRole(state),
		),
	}));
}

/** The last call of each credential that AWS carried out, ms since the epoch. */
export function successesOf(
	calls: Iterable<{
		readonly time: number;
		readonly credential: string | null;
		readonly name: string;
		readonly errorCode: string | null;
	}>,
): ReadonlyMap<string, number> {
	const last = new Map<string, number>();
	for (const {time, credential, name, errorCode} of calls) {
		// GetCallerIdentity answers whatever the policies say: it proves nothing.
		if (credential === null || errorCode !== null || name === 'GetCallerIdentity') continue;
		last.set(credential, Math.max(last.get(credential) ?? 0, time));
	}
	return last;
}

export function statesByKey({principals}: ContainmentState): ReadonlyMap<string, PrincipalState> {
	return new Map(principals.map(state => [principalKey(state.principal), state]));
}

interface Judgement {
	readonly verdict: 'contained' | 'open' | 'unknown';
	readonly by: string | null;
}

/** One reading's answer about one principal. */
interface Told {
	readonly first: number;
	readonly last: number;
	readonly state: PrincipalState | undefined;
}

const unread: Shown<'unknown'> = {state: 'unknown', by: null, since: null, read: null};
const open: Judgement = {verdict: 'open', by: null};
const unknown: Judgement = {verdict: 'unknown', by: null};

/** What the readings say of a principal, the newest first, looked up as it is asked for: few ask for more than one. */
function lookUpIn(readBacks: readonly ReadBack[]): (key: string) => Iterable<Told> {
	const newestFirst = readBacks.toReversed();
	const states = new Map<ReadBack, ReadonlyMap<string, PrincipalState>>();
	return function* (key) {
		for (const readBack of newestFirst) {
			const byKey = states.get(readBack) ?? statesByKey(readBack.state);
			states.set(readBack, byKey);
			yield {first: readBack.state.time, last: readBack.last, state: byKey.get(key)};
		}
	};
}

/** The newest answer counts; it counts since the first of those that say contained without a break. */
function shownBy(
	told: Iterable<Told>,
	judged: (state: PrincipalState) => Judgement,
): Shown<Judgement['verdict']> {
	let shown: Shown<Judgement['verdict']> = unread;
	for (const {first, last, state} of told) {
		const {verdict, by} = state === undefined ? unknown : judged(state);
		const isNewest = shown === unread;
		if (verdict !== 'contained')
			return isNewest
				? {state: verdict, by: null, since: null, read: state === undefined ? null : last}
				: shown;
		shown = isNewest ? {state: verdict, by, since: first, read: last} : {...shown, since: first};
	}
	return shown;
}

function judge(credential: Credential, state: PrincipalState): Judgement {
	const whole = judgeWhole(state);
	if (whole !== null) return whole;
	if (state.kind === 'role') {
		const until = roleRevokedUntil(state);
		const issued = credential.hop?.time ?? credential.firstSeen;
		return until !== null && issued !== null && issued < until
			? contained(`sessions before ${isoTime(until)} are revoked`)
			: otherwise(state);
	}
	if (credential.kind !== 'user-key')
		return deniesSessions(state) ? contained('sessions of the user are denied everything') : otherwise(state);
	if (state.keys.value === null) return unknown;
	const key = state.keys.value.find(({id}) => id === credential.id);
	if (key === undefined) return contained('the key is deleted');
	return key.status === 'Inactive' ? contained('the key is Inactive') : open;
}

/** A user whose sessions are denied and whose keys are off, but for those that are to stay on. */
function judgeUser(state: UserState, keep: ReadonlySet<string>): Judgement {
	const whole = judgeWhole(state);
	if (whole !== null) return whole;
	if (!deniesSessions(state)) return otherwise(state);
	const lists = Object.values(switchesOf(state));
	if (lists.some(({value}) => value === null)) return unknown;
	const on = lists.flatMap(({value}) => value ?? []).filter(({status}) => status === 'Active');
	if (on.some(({id}) => !keep.has(id))) return open;
	const but = on.length === 0 ? '' : `; ${on.map(({id}) => id).join(', ')} stays on for the application`;
	return contained(`its sessions are denied everything and its keys are off${but}`);
}

/** A role that nobody can take any more and whose sessions were revoked. */
function judgeRole(state: RoleState): Judgement {
	const whole = judgeWhole(state);
	if (whole !== null) return whole;
	if (isServiceLinked(state)) return {verdict: 'unknown', by: null};
	const until = roleRevokedUntil(state);
	const closed = state.trust.value !== null && isClosed(state.trust.value);
	return closed && until !== null && until > (state.principal.lastTaken ?? 0)
		? contained(`nobody can take it, and sessions before ${isoTime(until)} are revoked`)
		: otherwise(state);
}

/** What contains a principal with everything that it has. */
function judgeWhole(state: PrincipalState): Judgement | null {
	if (state.present.value === false) return contained(`${state.kind} ${state.principal.name} is deleted`);
	const denied = deniedBy(state);
	return denied === null ? null : contained(denied);
}

/** Not contained, as far as what could be read tells. */
function otherwise(state: PrincipalState): Judgement {
	return denialsAreRead(state) ? open : unknown;
}

function contained(by: string): Judgement {
	return {verdict: 'contained', by};
}
