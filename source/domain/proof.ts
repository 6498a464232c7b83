import {credentialsById, type Holder, holderBehind, principalKey} from './containment/principal.ts';
import {
	type ContainmentState,
	deniedBy,
	deniesSessions,
	type PrincipalState,
	roleRevokedUntil,
} from './containment/state.ts';
import type {Credential} from './credential.ts';
import {isoTime} from './event.ts';

/** When the state is read back after the writes, in ms from the last of them; IAM lags by seconds (field guide §3). */
export const readBackAt: readonly number[] = [0, 5_000, 15_000, 60_000];

/** Between readings after that, in ms: half an hour at the least (field guide §3, step 5). */
export const watchEvery = 30_000;

/** What holds one credential, and since when. */
export interface Proof {
	readonly credential: string;
	/** `unknown`: what would tell could not be read. */
	readonly state: 'contained' | 'open' | 'expired' | 'unrevocable' | 'unknown';
	/** What contains it, in a few words; null where nothing does. */
	readonly by: string | null;
	/** ms since the epoch of the first reading from which on all show it contained; null while it is not. */
	readonly since: number | null;
	/** ms since the epoch of its last call that AWS carried out, as far as the log is read; null: none. */
	readonly lastSuccess: number | null;
}

/**
 * Per credential: whether AWS's own answers show it contained.
 *
 * @param readings Of the containment state, oldest first.
 * @param lastSuccess By credential, ms since the epoch (successesOf).
 */
export function proofOf(
	credentials: readonly Credential[],
	readings: readonly ContainmentState[],
	lastSuccess: ReadonlyMap<string, number>,
	owners: ReadonlyMap<string, string> = new Map(),
): readonly Proof[] {
	const byId = credentialsById(credentials);
	const states = readings.map(({time, principals}) => ({time, byKey: statesByKey(principals)}));
	const now = readings.at(-1)?.time ?? 0;
	return credentials.map(credential => {
		const proof = {
			credential: credential.id,
			by: null,
			since: null,
			lastSuccess: lastSuccess.get(credential.id) ?? null,
		};
		if (credential.expires !== null && credential.expires <= now)
			return {...proof, state: 'expired', by: 'it has expired', since: credential.expires};
		if (credential.status === 'unrevocable') return {...proof, state: 'unrevocable'};
		const holder = holderBehind(credential, byId, owners);
		const judged = states.map(({time, byKey}) => ({time, ...judge(credential, holder, byKey)}));
		const last = judged.at(-1);
		if (last === undefined) return {...proof, state: 'unknown'};
		if (last.verdict !== 'contained') return {...proof, state: last.verdict};
		const before = judged.findLastIndex(({verdict}) => verdict !== 'contained');
		return {...proof, state: 'contained', by: last.by, since: judged[before + 1]?.time ?? last.time};
	});
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

export function statesByKey(states: readonly PrincipalState[]): ReadonlyMap<string, PrincipalState> {
	return new Map(states.map(state => [principalKey(state.principal), state]));
}

interface Judgement {
	readonly verdict: 'contained' | 'open' | 'unknown';
	readonly by: string | null;
}

const open: Judgement = {verdict: 'open', by: null};
const unknown: Judgement = {verdict: 'unknown', by: null};

function judge(
	credential: Credential,
	holder: Holder | null,
	states: ReadonlyMap<string, PrincipalState>,
): Judgement {
	const state = holder === null ? undefined : states.get(principalKey(holder));
	if (state === undefined) return unknown;
	if (state.present.value === false) return contained(`${state.kind} ${state.principal.name} is deleted`);
	const denied = deniedBy(state);
	if (denied !== null) return contained(denied);
	const unread =
		state.attached.value === null || state.inline.value === null || state.boundary.error !== null;
	const otherwise = unread ? unknown : open;
	if (state.kind === 'role') {
		const until = roleRevokedUntil(state);
		const issued = credential.hop?.time ?? credential.firstSeen;
		return until !== null && issued !== null && issued < until
			? contained(`sessions before ${isoTime(until)} are revoked`)
			: otherwise;
	}
	if (credential.kind !== 'user-key')
		return deniesSessions(state) ? contained('sessions of the user are denied everything') : otherwise;
	if (state.keys.value === null) return unknown;
	const key = state.keys.value.find(({id}) => id === credential.id);
	if (key === undefined) return contained('the key is deleted');
	return key.status === 'Inactive' ? contained('the key is Inactive') : open;
}

function contained(by: string): Judgement {
	return {verdict: 'contained', by};
}
