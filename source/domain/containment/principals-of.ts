import type {Credential} from '../credential.ts';
import {type Event, plainName} from '../event.ts';
import {valueAt} from '../record.ts';
import {textOf} from '../text.ts';
import {canGive, givenBy} from './given.ts';
import {
	credentialsById,
	type Holder,
	holderBehind,
	holderOf,
	type Principal,
	principalKey,
} from './principal.ts';

/** What an event says of a principal, and where the record names it. */
interface Rule {
	readonly kind: 'user' | 'role';
	readonly made?: true;
	/** Paths to an ARN or a name, the best first. */
	readonly paths: readonly string[];
	readonly why: string;
}

const user = {kind: 'user', paths: ['responseElements.user.arn', 'requestParameters.userName']} as const;
const role = {kind: 'role', paths: ['responseElements.role.arn', 'requestParameters.roleName']} as const;
const taken = {kind: 'role', paths: ['requestParameters.roleArn'], why: 'its role was taken'} as const;

/** What is noted of a principal. */
interface Note {
	readonly why: string;
	readonly made?: boolean;
	/** ms since the epoch at which a session of it was taken. */
	readonly taken?: number | null;
	/** Where it is at work. */
	readonly region?: string | null;
}

/** The events by which a lineage gets hold of users and roles, without dates (field guide §7, §8). */
const rules: Readonly<Record<string, Rule>> = {
	'iam:CreateUser': {...user, made: true, why: 'made by the lineage'},
	'iam:CreateRole': {...role, made: true, why: 'made by the lineage'},
	'iam:AcquireRole': {...role, made: true, why: 'acquired by the lineage'},
	'iam:CreateAccessKey': {...user, why: 'was given a key'},
	'iam:UpdateAccessKey': {...user, why: 'had the state of a key changed'},
	'iam:CreateLoginProfile': {...user, why: 'was given a password'},
	'iam:UpdateLoginProfile': {...user, why: 'was given another password'},
	'iam:CreateServiceSpecificCredential': {...user, why: 'was given a service-specific credential'},
	'iam:ResetServiceSpecificCredential': {...user, why: 'had a service-specific credential reset'},
	'iam:UploadSSHPublicKey': {...user, why: 'was given an SSH key'},
	'iam:UploadSigningCertificate': {...user, why: 'was given a signing certificate'},
	'iam:AttachUserPolicy': {...user, why: 'was given a policy'},
	'iam:PutUserPolicy': {...user, why: 'was given a policy'},
	'iam:DeleteUserPermissionsBoundary': {...user, why: 'lost its permissions boundary'},
	'iam:AddUserToGroup': {...user, why: 'was put into a group'},
	'iam:UpdateAssumeRolePolicy': {...role, why: 'its trust policy was changed'},
	'iam:AttachRolePolicy': {...role, why: 'was given a policy'},
	'iam:PutRolePolicy': {...role, why: 'was given a policy'},
	'iam:DeleteRolePermissionsBoundary': {...role, why: 'lost its permissions boundary'},
	'iam:AddRoleToInstanceProfile': {...role, why: 'was put into an instance profile'},
	'sts:AssumeRole': taken,
	'sts:AssumeRoleWithSAML': taken,
	'sts:AssumeRoleWithWebIdentity': taken,
};

/** Whether a record of the event can name a principal: the others need not be read for `principalsOf`. */
export function namesPrincipal(event: Pick<Event, 'source' | 'name'>): boolean {
	return ruleOf(event) !== undefined || canGive(event);
}

/**
 * The users and roles that a lineage holds: those behind its credentials, those that it made, took, changed or handed to
 * what runs for it. Users come first, in the order in which the lineage came by them.
 *
 * @param credentials Of the lineage, each parent before its children.
 * @param events Successful ones of the lineage count; strangers' must not be among them.
 * @param owners ARNs of the users of keys whose calls do not tell: key id → ARN.
 * @param profiles ARNs of the roles in instance profiles, by the profile's name; IAM alone knows them.
 */
export function principalsOf(
	credentials: readonly Credential[],
	events: Iterable<Event>,
	owners: ReadonlyMap<string, string> = new Map(),
	profiles: ReadonlyMap<string, string> = new Map(),
): readonly Principal[] {
	const found = new Map<string, Principal>();
	const note = (holder: Holder, {why, made = false, taken = null, region = null}: Note) => {
		const known = found.get(principalKey(holder));
		const better = known === undefined || holder.arn.length > known.arn.length ? holder.arn : known.arn;
		found.set(principalKey(holder), {
			...holder,
			arn: better,
			made: made || known?.made === true,
			why: [...new Set([...(known?.why ?? []), why])],
			lastTaken: taken === null ? (known?.lastTaken ?? null) : Math.max(taken, known?.lastTaken ?? 0),
			regions: [...new Set([...(known?.regions ?? []), ...(region === null ? [] : [region])])],
		});
	};

	const byId = credentialsById(credentials);
	for (const credential of credentials) {
		const holder = holderBehind(credential, byId, owners);
		if (holder === null) continue;
		const time = credential.hop?.time ?? credential.firstSeen;
		const why =
			credential.kind === 'user-key' ? `has the key ${credential.id}` : 'has sessions of the lineage';
		note(holder, {why, taken: credential.kind === 'user-key' ? null : time});
	}
	for (const event of events) {
		for (const {what, name, service} of givenBy(event)) {
			const holder = holderOf(what === 'role' ? name : (profiles.get(name) ?? null));
			const by = what === 'role' ? plainName(event.name) : `instance profile ${name}`;
			if (holder !== null) note(holder, {why: `given to ${service} (${by})`, region: event.region});
		}
		const rule = ruleOf(event);
		if (rule === undefined || event.errorCode !== null) continue;
		const holder = named(event, rule);
		const {why, made = false} = rule;
		if (holder === null) continue;
		note(holder, rule === taken ? {why, taken: event.time, region: event.region} : {why, made});
	}
	return [...found.values()].toSorted((one, other) => rank(one) - rank(other));
}

function ruleOf({source, name}: Pick<Event, 'source' | 'name'>): Rule | undefined {
	const key = `${source.replace(/\.amazonaws\.com$/, '')}:${plainName(name)}`;
	return Object.hasOwn(rules, key) ? rules[key] : undefined;
}

/** Who the record means; a name alone belongs to the account in which the event happened. */
function named(event: Event, rule: Rule): Holder | null {
	for (const path of rule.paths) {
		const text = textOf(valueAt(event.record, path));
		if (text === null) continue;
		if (text.startsWith('arn:')) return holderOf(text);
		const account =
			textOf(event.record['recipientAccountId']) ?? textOf(valueAt(event.record, 'userIdentity.accountId'));
		if (account === null) return null;
		const partition = event.principal?.split(':')[1] ?? 'aws';
		const {kind} = rule;
		return {kind, account, name: text, arn: `arn:${partition}:iam::${account}:${kind}/${text}`};
	}
	return null;
}

function rank({kind}: Principal): number {
	return kind === 'user' ? 0 : 1;
}
