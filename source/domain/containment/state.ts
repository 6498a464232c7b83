import type {Read} from '../key-facts.ts';
import {denySessions, isDenyAll, revocationName, revokedUntil} from './documents.ts';
import type {Principal} from './principal.ts';

export interface InlinePolicy {
	readonly name: string;
	/** As IAM keeps it, to the byte. */
	readonly document: string;
}

/** Something of a user that can be Active or Inactive. */
export interface Switchable {
	readonly id: string;
	readonly status: 'Active' | 'Inactive';
}

export interface Password {
	/** ms since the epoch; null where IAM does not say. */
	readonly created: number | null;
}

/** What a user and a role have in common: they carry policies. */
interface Carrier {
	readonly principal: Principal;
	/** As AWS names it; null where it could not be read. */
	readonly arn: string | null;
	/** Whether it is there at all. */
	readonly present: Read<boolean>;
	/** ARNs of the managed policies. */
	readonly attached: Read<readonly string[]>;
	readonly inline: Read<readonly InlinePolicy[]>;
	/** ARN of the permissions boundary. */
	readonly boundary: Read<string | null>;
}

export interface UserState extends Carrier {
	readonly kind: 'user';
	readonly keys: Read<readonly Switchable[]>;
	readonly password: Read<Password | null>;
	readonly serviceCredentials: Read<readonly (Switchable & {readonly service: string})[]>;
	readonly sshKeys: Read<readonly Switchable[]>;
	readonly certificates: Read<readonly Switchable[]>;
	readonly groups: Read<readonly string[]>;
	/**
	 * What the group that denies its sessions carries (`denyingGroup`); empty where the user is not in it. Cases of before
	 * there were such groups do not have it.
	 */
	readonly groupDenial?: Read<readonly InlinePolicy[]>;
}

export interface RoleState extends Carrier {
	readonly kind: 'role';
	readonly path: Read<string>;
	/** The trust policy as IAM keeps it, to the byte. */
	readonly trust: Read<string>;
	/** By whomever: when, in ms since the epoch, and where; null: never, or not in the last 400 days. */
	readonly lastUsed: Read<{readonly time: number; readonly region: string | null} | null>;
}

export type PrincipalState = UserState | RoleState;

/** How much room IAM has, as the account says. Null where it could not be asked: the plan tries then. */
export interface Quotas {
	readonly attachedPerUser: number | null;
	readonly attachedPerRole: number | null;
}

/** What the principals of a lineage look like at one moment. */
export interface ContainmentState {
	/** ms since the epoch at which the reading began. */
	readonly time: number;
	readonly principals: readonly PrincipalState[];
	readonly quotas: Quotas;
}

/** Service-linked roles cannot be changed by anybody but their service (field guide §2). */
export function isServiceLinked({path, principal}: RoleState): boolean {
	return (
		path.value?.startsWith('/aws-service-role/') === true || principal.arn.includes(':role/aws-service-role/')
	);
}

/** What denies a principal everything, in a few words; null: nothing that was read does. */
export function deniedBy({attached, inline, boundary}: PrincipalState): string | null {
	if (attached.value?.some(isManagedDeny) === true) return 'AWSDenyAll is attached';
	const own = inline.value?.find(({document}) => isDenyAll(document));
	if (own !== undefined) return `the inline policy ${own.name} denies everything`;
	return boundary.value !== null && isManagedDeny(boundary.value) ? 'AWSDenyAll is the boundary' : null;
}

/** Whether the sessions of a user are denied everything while its keys are not. */
export function deniesSessions({inline, groupDenial}: UserState): boolean {
	const policies = [...(inline.value ?? []), ...(groupDenial?.value ?? [])];
	return policies.some(({document}) => document === denySessions);
}

/** Whether all could be read that may deny a user or role something: else "nothing denies it" is not known. */
export function denialsAreRead(state: PrincipalState): boolean {
	const {attached, inline, boundary} = state;
	const parts = [attached, inline, boundary, ...(state.kind === 'user' ? [state.groupDenial] : [])];
	return parts.every(part => part === undefined || part.error === null);
}

/** ms since the epoch before which all sessions of a role are revoked; null: none is. */
export function roleRevokedUntil({inline}: RoleState): number | null {
	const document = inline.value?.find(({name}) => name === revocationName)?.document;
	return document === undefined ? null : revokedUntil(document);
}

/** Everything that could not be read of a principal, one line each. */
export function unreadOf(state: PrincipalState): readonly string[] {
	const parts: Readonly<Record<string, Read<unknown>>> =
		state.kind === 'user'
			? {
					keys: state.keys,
					password: state.password,
					'service-specific credentials': state.serviceCredentials,
					'SSH keys': state.sshKeys,
					certificates: state.certificates,
					...(state.groupDenial === undefined ? {} : {'policy of the denying group': state.groupDenial}),
				}
			: {'trust policy': state.trust};
	const all = {...parts, 'attached policies': state.attached, 'inline policies': state.inline};
	return Object.entries(all).flatMap(([part, {error}]) =>
		error === null ? [] : [`${part} of ${state.principal.name}: ${error}`],
	);
}

function isManagedDeny(arn: string): boolean {
	return /^arn:[^:]*:iam::aws:policy\/AWSDenyAll$/.test(arn);
}
