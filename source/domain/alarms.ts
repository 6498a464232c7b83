import {switchesOf} from './answer.ts';
import {isClosed} from './containment/documents.ts';
import {credentialsById, holderBehind, principalKey} from './containment/principal.ts';
import {
	type ContainmentState,
	denialsAreRead,
	deniedBy,
	deniesSessions,
	type PrincipalState,
	type RoleState,
	roleRevokedUntil,
	type Switchable,
	type UserState,
} from './containment/state.ts';
import type {Credential} from './credential.ts';
import {isoTime} from './event.ts';
import {statesByKey} from './proof.ts';
import {isObject} from './record.ts';

/** Something that was contained has come loose: the plan is to be made again. */
export interface Alarm {
	readonly kind: 'key on' | 'deny gone' | 'trust open' | 'new credential' | 'new session' | 'works';
	/** ms since the epoch of the reading or the call that showed it. */
	readonly time: number;
	/** User or role; null where it is about a credential alone. */
	readonly principal: string | null;
	readonly credential: string | null;
	/** One line. */
	readonly text: string;
}

/** A call this long after the state was read as contained has nothing to do with IAM's slowness any more; ms. */
const slowness = 5_000;

/**
 * What came loose from one reading of the state to the next: keys switched on, denials and revocations that vanished,
 * trust policies reopened, credentials that are new.
 *
 * @param own Keys that the responder made: they are no alarm.
 */
export function loosened(
	before: ContainmentState,
	after: ContainmentState,
	own: ReadonlySet<string> = new Set(),
): readonly Alarm[] {
	const old = statesByKey(before);
	return after.principals.flatMap(state => {
		const was = old.get(principalKey(state.principal));
		if (was === undefined) return [];
		const {name} = state.principal;
		const alarm = (kind: Alarm['kind'], text: string, credential: string | null = null): Alarm => ({
			kind,
			time: after.time,
			principal: name,
			credential,
			text,
		});
		const denial = deniedBy(was);
		const gone =
			denial !== null && deniedBy(state) === null && denialsAreRead(state)
				? [alarm('deny gone', `${state.kind} ${name} is not denied any more; before: ${denial}`)]
				: [];
		if (state.kind === 'user' && was.kind === 'user') return [...gone, ...ofUser(was, state, own, alarm)];
		if (state.kind === 'role' && was.kind === 'role') return [...gone, ...ofRole(was, state, alarm)];
		return gone;
	});
}

type Raise = (kind: Alarm['kind'], text: string, credential?: string | null) => Alarm;

function ofUser(was: UserState, is: UserState, own: ReadonlySet<string>, alarm: Raise): readonly Alarm[] {
	const {name} = is.principal;
	const old = switchesOf(was);
	const switched = Object.entries(switchesOf(is)).flatMap(([noun, {value}]) =>
		changes(old[noun]?.value ?? null, value).flatMap(({id, from}) => {
			if (own.has(id)) return [];
			return from === 'Inactive'
				? [alarm('key on', `${noun} ${id} of ${name} was switched on again`, id)]
				: [alarm('new credential', `${name} has a new ${noun}: ${id}`, id)];
		}),
	);
	const password = was.password.error === null && is.password.value !== null ? is.password.value : null;
	const changed = password !== null && password.created !== (was.password.value?.created ?? null);
	return [
		...(deniesSessions(was) && !deniesSessions(is) && deniedBy(is) === null && denialsAreRead(is)
			? [alarm('deny gone', `the sessions of ${name} are not denied any more`)]
			: []),
		...switched,
		...(changed ? [alarm('new credential', `${name} has a new password`)] : []),
	];
}

/** What is Active now and was not before. Lists that could not be read tell nothing. */
function changes(
	before: readonly Switchable[] | null,
	after: readonly Switchable[] | null,
): readonly {readonly id: string; readonly from: Switchable['status'] | null}[] {
	if (before === null || after === null) return [];
	const old = new Map(before.map(({id, status}) => [id, status]));
	return after
		.filter(({id, status}) => status === 'Active' && old.get(id) !== 'Active')
		.map(({id}) => ({id, from: old.get(id) ?? null}));
}

function ofRole(was: RoleState, is: RoleState, alarm: Raise): readonly Alarm[] {
	const {name} = is.principal;
	const closed = was.trust.value !== null && isClosed(was.trust.value);
	const reopened = closed && is.trust.value !== null && !isClosed(is.trust.value);
	const old = roleRevokedUntil(was);
	const revoked = old !== null && (roleRevokedUntil(is) ?? 0) < old && is.inline.value !== null;
	return [
		...(reopened ? [alarm('trust open', `the trust policy of ${name} was opened again`)] : []),
		...(revoked && deniedBy(is) === null
			? [alarm('deny gone', `the sessions of ${name} are not revoked any more`)]
			: []),
	];
}

/**
 * What is known after a reading: what it could not tell is as it was before. A refused or throttled answer must not make
 * forget what held, or its loss would be no alarm.
 */
export function remembered(before: ContainmentState, after: ContainmentState): ContainmentState {
	const known = new Map(statesByKey(before));
	for (const [key, state] of statesByKey(after)) {
		const old = known.get(key);
		known.set(key, old === undefined ? state : withUnread(old, state));
	}
	return {...after, principals: [...known.values()]};
}

function withUnread(old: PrincipalState, state: PrincipalState): PrincipalState {
	const unread = Object.entries(state).filter(
		([, part]) => isObject(part) && typeof part['error'] === 'string',
	);
	const names = new Set(unread.map(([name]) => name));
	return {...state, ...Object.fromEntries(Object.entries(old).filter(([name]) => names.has(name)))};
}

/**
 * What the log tells against containment: sessions and keys minted after it, and credentials whose calls go on.
 *
 * @param contained ms since the epoch since when each principal is contained, by `principalKey`.
 * @param planned ms since the epoch at which the plan ended: who was not in it is new since; null: there was none.
 * @param lastSuccess By credential, ms since the epoch (successesOf).
 */
export function broken(
	credentials: readonly Credential[],
	contained: ReadonlyMap<string, number>,
	lastSuccess: ReadonlyMap<string, number>,
	owners: ReadonlyMap<string, string> = new Map(),
	planned: number | null = null,
): readonly Alarm[] {
	const byId = credentialsById(credentials);
	return credentials.flatMap(credential => {
		const holder = holderBehind(credential, byId, owners);
		if (holder === null) return [];
		const since = contained.get(principalKey(holder));
		const about = {principal: holder.name, credential: credential.id};
		const minted = credential.hop?.time ?? 0;
		if (since === undefined) {
			if (planned === null || minted <= planned) return [];
			const text = `${credential.id} of ${holder.name} was made at ${isoTime(minted)}, after the plan`;
			return [{kind: 'new credential', time: minted, ...about, text}];
		}
		const worked = lastSuccess.get(credential.id) ?? 0;
		const alarms: Alarm[] = [];
		if (minted > since) {
			const text = `${credential.id} of ${holder.name} was minted at ${isoTime(minted)}, after containment`;
			alarms.push({kind: 'new session', time: minted, ...about, text});
		}
		if (worked > since + slowness) {
			const text = `${credential.id} of ${holder.name} still worked at ${isoTime(worked)}, after containment`;
			alarms.push({kind: 'works', time: worked, ...about, text});
		}
		return alarms;
	});
}
