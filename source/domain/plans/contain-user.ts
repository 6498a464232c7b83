import {denyingGroup, denySessions, denySessionsName} from '../containment/documents.ts';
import {
	deniedBy,
	deniesSessions,
	type Quotas,
	type Switchable,
	type UserState,
} from '../containment/state.ts';
import {isoTime} from '../event.ts';
import type {Read} from '../key-facts.ts';
import type {Step} from '../plan.ts';
import type {Use} from '../uses.ts';
import {denials, inlinePolicy, policyByGroup, stepBy} from './means.ts';

/** One of the user's lists of things that can be switched off. */
interface Switches {
	readonly list: Read<readonly Switchable[]>;
	readonly noun: string;
	readonly operation: string;
	/** The member of the input that holds the id. */
	readonly member: string;
	readonly why: string;
}

/** What a user's steps are planned with. */
export interface UserContext {
	readonly quotas: Quotas;
	/** Long-term keys of the user that the lineage knows of: switched off even where IAM does not list them. */
	readonly keys: readonly string[];
	/** Keys that an application needs: they stay on, and so the user itself is not denied. */
	readonly keep: ReadonlySet<string>;
	/** Groups that the responder made. */
	readonly groups: ReadonlySet<string>;
	/** By access key id. */
	readonly uses: ReadonlyMap<string, readonly Use[]>;
}

/**
 * Ends all that a user can do: a deny, which holds for its sessions and tokens too, and everything by which it gets in
 * made Inactive (field guide §1, §3). No step waits for another. The password stays: the deny makes it worthless, and
 * removing it could not be taken back (remove-passwords.ts). A user with a key to keep has its sessions denied alone.
 */
export function containUser(
	state: UserState,
	{quotas, keys, keep, groups, uses}: UserContext,
): readonly Step[] {
	const steps = lists(state, keys).flatMap(({list, noun, operation, member, why}) =>
		(list.value ?? [])
			.filter(({id, status}) => status === 'Active' && !keep.has(id))
			.map(({id}) => {
				const purpose = {id: `${noun} ${id} off`, target: id, breaks: usedBy(uses.get(id))};
				const set = (Status: string) => ({operation, input: {[member]: id, Status}});
				return stepBy(state, purpose, [
					{...set('Inactive'), undo: set('Active'), why, before: {status: 'Active'}},
				]);
			}),
	);
	const deny = keepsKey(state, keep) ? denySessionsOf(state, groups) : denyUser(state, quotas);
	return deny === null ? steps : [deny, ...steps];
}

/** Whether the user has a key that an application needs. */
export function keepsKey({keys}: UserState, keep: ReadonlySet<string>): boolean {
	return keys.value?.some(({id}) => keep.has(id)) === true;
}

function denyUser(state: UserState, quotas: Quotas): Step | null {
	if (deniedBy(state) !== null) return null;
	const {name} = state.principal;
	const breaks = [
		`whatever else works as ${name} stops`,
		...(state.password.value === null
			? []
			: [`${name} can still sign in to the console, and do nothing there`]),
	];
	return stepBy(state, {id: `user ${name} deny`, target: name, breaks}, denials(state, quotas));
}

function denySessionsOf(state: UserState, groups: ReadonlySet<string>): Step | null {
	if (deniedBy(state) !== null || deniesSessions(state)) return null;
	const {name} = state.principal;
	const breaks = [`sessions, tokens and the console of ${name} stop; its keys that are on do not`];
	const why = 'denies everything to all sessions and tokens of the user';
	return stepBy(state, {id: `user ${name} deny sessions`, target: name, breaks}, [
		inlinePolicy(state, denySessionsName, denySessions, why),
		policyByGroup(
			state,
			{name: denyingGroup(name), isOurs: groups.has(denyingGroup(name))},
			denySessionsName,
			denySessions,
			why,
		),
	]);
}

function lists(state: UserState, keys: readonly string[]): readonly Switches[] {
	const known = keys.map((id): Switchable => ({id, status: 'Active'}));
	const unlisted = {value: known, error: null};
	return [
		{
			list: state.keys.value === null ? unlisted : state.keys,
			noun: 'key',
			operation: 'UpdateAccessKey',
			member: 'AccessKeyId',
			why: 'stops every call that is signed with the key',
		},
		{
			list: state.serviceCredentials,
			noun: 'service credential',
			operation: 'UpdateServiceSpecificCredential',
			member: 'ServiceSpecificCredentialId',
			why: 'a service-specific credential works without any access key',
		},
		{
			list: state.sshKeys,
			noun: 'SSH key',
			operation: 'UpdateSSHPublicKey',
			member: 'SSHPublicKeyId',
			why: 'an SSH key opens the repositories without any access key',
		},
		{
			list: state.certificates,
			noun: 'certificate',
			operation: 'UpdateSigningCertificate',
			member: 'CertificateId',
			why: 'a signing certificate signs calls without any access key',
		},
	];
}

/** Who uses something, one line for each place. */
export function usedBy(uses: readonly Use[] = []): readonly string[] {
	return uses.map(({who, calls, last}) => {
		const when = isoTime(last);
		return `${who}: ${calls} call${calls === 1 ? '' : 's'}${when === null ? '' : `, the last at ${when}`}`;
	});
}
