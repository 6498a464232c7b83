import type {Grant} from '../containment/grants.ts';
import {credentialsById, holderBehind, holderOf, principalKey} from '../containment/principal.ts';
import {
	type ContainmentState,
	isServiceLinked,
	type PrincipalState,
	type RoleState,
} from '../containment/state.ts';
import type {Credential} from '../credential.ts';
import type {Identity} from '../identity.ts';
import type {Handover, LeftOut, Step} from '../plan.ts';
import type {Use} from '../uses.ts';
import {consequencesOf} from './contain-consequences.ts';
import {containRole} from './contain-role.ts';
import {containUser} from './contain-user.ts';
import {endedRoles} from './ended-roles.ts';
import {commandsFor, controlPolicies, otherAccounts, rootSessions} from './handover.ts';
import {grantsInShort, grantsLeft} from './handover-grants.ts';
import type {Planned} from './planned.ts';
import {ringsOf} from './rings.ts';

/** How far into the future sessions are revoked, in ms: what is taken while IAM does not obey yet is revoked with it. */
const ahead = 15 * 60_000;

/** IAM's slowness, at its worst, in ms (field guide §3): a plan that starts later than this before `ahead` is stale. */
const slowness = 5 * 60_000;

export interface ContainOptions {
	/** Of the lineage, or of the branch that is to be contained; each parent before its children. */
	readonly credentials: readonly Credential[];
	/** What their principals look like now. */
	readonly state: ContainmentState;
	/** Who leaktui runs as; null where it is not known yet. */
	readonly responder: Identity | null;
	/** Account of the lineage, 12 digits. */
	readonly account: string;
	/** ms since the epoch. */
	readonly now: number;
	/** Who uses what, from history: by access key id, and by `principalKey` for those who are not of the lineage. */
	readonly uses?: ReadonlyMap<string, readonly Use[]>;
	/** Keys that an application needs, such as the new one of a rotation: they stay on (rotation.ts). */
	readonly keep?: ReadonlySet<string>;
	/** Groups that the responder made: another of such a name may hold rights, and nobody is put into it. */
	readonly groups?: ReadonlySet<string>;
	/** ARNs of the users of keys whose calls do not tell: key id → ARN. */
	readonly owners?: ReadonlyMap<string, string>;
	/** What the credentials granted that outlives all of it, and that no step takes back. */
	readonly grants?: readonly Grant[];
	/** What else is not known of what the lineage holds, one line each. */
	readonly gaps?: readonly string[];
}

/**
 * Ends everything that the credentials can do, in the order of field guide §3. All of it can be taken back, so `y`
 * suffices. What is contained already has no step: the plan made again after a fight holds what came loose.
 */
export function contain(options: ContainOptions): Planned {
	const {credentials, now, grants = []} = options;
	const parts = sort(options);
	const steps = [...userSteps(parts.here, options), ...roleSteps(parts.here, options)];
	if (steps.length === 0) {
		const rest = parts.leftOut.map(({what, why}) => `; ${what} is left out: ${why}`).join('');
		return {reason: `nothing is left to contain here${rest}${grantsInShort(grants)}`};
	}
	const [root] = credentials;
	return {
		title: `Contain ${root?.id ?? 'the lineage'}${credentials.length > 1 ? ' and all that comes from it' : ''}`,
		steps,
		consequences: consequencesOf(parts.here, parts.leftOut, options),
		confirmation: null,
		validUntil: now + ahead - slowness,
		leftOut: parts.leftOut,
		roles: endedRoles(rolesIn(parts.here), steps, credentials),
		handover: handoverOf(options),
	};
}

/** What only others can do, whether or not anything is left to do here. */
export function handoverOf(options: ContainOptions): readonly Handover[] {
	const {state, account, credentials, grants = []} = options;
	const {own} = sort(options);
	const principals = state.principals.map(({principal}) => principal);
	return [
		...controlPolicies(account, principals, credentials),
		...otherAccounts(account, principals),
		...rootSessions(credentials),
		...grantsLeft(grants),
		...commandsFor(own.length === 0 ? [] : stepsFor(own, options)),
	];
}

function stepsFor(states: readonly PrincipalState[], options: ContainOptions): readonly Step[] {
	return [...userSteps(states, options), ...roleSteps(states, options)];
}

function userSteps(states: readonly PrincipalState[], options: ContainOptions): readonly Step[] {
	const {credentials, state, uses = new Map(), owners = new Map(), keep = new Set()} = options;
	const {groups = new Set<string>()} = options;
	const byId = credentialsById(credentials);
	return states.flatMap(user => {
		if (user.kind !== 'user') return [];
		const keys = credentials.filter(credential => {
			const holder = credential.kind === 'user-key' ? holderBehind(credential, byId, owners) : null;
			return holder !== null && principalKey(holder) === principalKey(user.principal);
		});
		const ids = keys.map(({id}) => id);
		return containUser(user, {quotas: state.quotas, keys: ids, keep, uses, groups});
	});
}

function roleSteps(states: readonly PrincipalState[], options: ContainOptions): readonly Step[] {
	const {credentials, state, uses, now} = options;
	const roles = rolesIn(states);
	const rings = ringsOf(
		roles.map(({principal}) => principalKey(principal)),
		credentials,
	);
	const planned = roles.map(role => {
		const key = principalKey(role.principal);
		const others = uses?.get(key) ?? [];
		return {key, ...containRole(role, {quotas: state.quotas, others, until: now + ahead, now})};
	});
	const trusts = planned.flatMap(({trust}) => trust ?? []);
	const trustOf = new Map(planned.map(({key, trust}) => [key, trust]));
	const revocations = planned.flatMap(({key, revoke}) => {
		const ring = [...(rings.get(key) ?? [])];
		return revoke(ring.flatMap(each => trustOf.get(each)?.id ?? [])) ?? [];
	});
	return [...trusts, ...revocations];
}

function rolesIn(states: readonly PrincipalState[]): readonly RoleState[] {
	return states.filter(each => each.kind === 'role');
}

/** Who is contained here, who would be but for being ourselves, and what is left out for what reason. */
function sort({state, account, responder}: ContainOptions) {
	const self = responder === null ? null : holderOf(responder.arn);
	const here: PrincipalState[] = [];
	const own: PrincipalState[] = [];
	const leftOut: LeftOut[] = [];
	for (const each of state.principals) {
		const {principal, present} = each;
		const what = `${principal.kind} ${principal.name}`;
		if (principal.account !== account) {
			leftOut.push({what, why: `it is of account ${principal.account}: handed over as text`});
		} else if (self !== null && principalKey(self) === principalKey(principal)) {
			own.push(each);
			leftOut.push({
				what,
				why: 'you work as it, and would lock yourself out: sign in as somebody else, or hand the commands over',
			});
		} else if (each.kind === 'role' && isServiceLinked(each)) {
			leftOut.push({
				what,
				why: 'service-linked: only its service can change it, and nobody else can take it',
			});
		} else if (each.kind === 'role' && each.path.value?.startsWith('/aws-reserved/') === true) {
			leftOut.push({
				what,
				why: 'a role of IAM Identity Center: remove its assignments there, IAM cannot change it',
			});
		} else if (present.value !== false) {
			here.push(each);
		}
	}
	return {here, own, leftOut};
}
