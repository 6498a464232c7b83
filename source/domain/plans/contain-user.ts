import {deniedBy, type Quotas, type Switchable, type UserState} from '../containment/state.ts';
import {isoTime} from '../event.ts';
import type {Read} from '../key-facts.ts';
import type {Step} from '../plan.ts';
import type {Use} from '../uses.ts';
import {denials, stepBy} from './means.ts';

/** One of the user's lists of things that can be switched off. */
interface Switches {
	readonly list: Read<readonly Switchable[]>;
	readonly noun: string;
	readonly operation: string;
	/** The member of the input that holds the id. */
	readonly member: string;
	readonly why: string;
}

/**
 * Ends all that a user can do: a deny, which holds for its sessions and tokens too, and everything by which it gets in
 * made Inactive (field guide §1, §3). No step waits for another. The password stays: the deny makes it worthless, and
 * removing it could not be taken back (remove-passwords.ts).
 *
 * @param keys Long-term keys of the user that the lineage knows of: switched off even where IAM does not list them.
 * @param uses By access key id.
 */
export function containUser(
	state: UserState,
	quotas: Quotas,
	keys: readonly string[],
	uses: ReadonlyMap<string, readonly Use[]>,
): readonly Step[] {
	const {name} = state.principal;
	const all = lists(state, keys);
	const steps = all.flatMap(({list, noun, operation, member, why}) =>
		(list.value ?? [])
			.filter(({status}) => status === 'Active')
			.map(({id}) =>
				stepBy(state, {id: `${noun} ${id} off`, target: id, breaks: usedBy(uses.get(id))}, [
					{
						operation,
						input: {[member]: id, Status: 'Inactive'},
						undo: {operation, input: {[member]: id, Status: 'Active'}},
						why,
						before: {status: 'Active'},
					},
				]),
			),
	);
	if (deniedBy(state) !== null) return steps;
	const breaks = [
		`whatever else works as ${name} stops`,
		...(state.password.value === null ? [] : [onConsole(name)]),
	];
	return [stepBy(state, {id: `user ${name} deny`, target: name, breaks}, denials(state, quotas)), ...steps];
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

function onConsole(name: string): string {
	return `${name} can still sign in to the console, and do nothing there`;
}

/** Who uses something, one line for each place. */
export function usedBy(uses: readonly Use[] = []): readonly string[] {
	return uses.map(({who, calls, last}) => {
		const when = isoTime(last);
		return `${who}: ${calls} call${calls === 1 ? '' : 's'}${when === null ? '' : `, the last at ${when}`}`;
	});
}
