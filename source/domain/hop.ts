import type {CredentialKind} from './credential.ts';
import {actorOf, type Event, timeOf} from './event.ts';
import {valueAt} from './record.ts';
import {textOf} from './text.ts';

/** How an event mints a credential: where the record has the new id, whose it is and how long it lives. */
interface HopRule {
	readonly source: string;
	readonly name: string;
	readonly kind: CredentialKind;
	readonly id: string;
	/** Path of the new credential's principal; null: the caller's own, or that of the user whom the response names. */
	readonly principal: string | null;
	readonly expires: string | null;
}

const sts = {
	source: 'sts.amazonaws.com',
	id: 'responseElements.credentials.accessKeyId',
	expires: 'responseElements.credentials.expiration',
} as const;

const assumedRole = 'responseElements.assumedRoleUser.arn';

/** Field guide §8. One row per event that hands out something that can sign. */
const rules: readonly HopRule[] = [
	{...sts, name: 'AssumeRole', kind: 'session', principal: assumedRole},
	{...sts, name: 'AssumeRoleWithSAML', kind: 'session', principal: assumedRole},
	{...sts, name: 'AssumeRoleWithWebIdentity', kind: 'session', principal: assumedRole},
	{...sts, name: 'AssumeRoot', kind: 'session', principal: null},
	{...sts, name: 'GetSessionToken', kind: 'session', principal: null},
	{...sts, name: 'GetScopedCredentials', kind: 'session', principal: null},
	{
		...sts,
		name: 'GetDelegatedAccessToken',
		kind: 'session',
		principal: 'responseElements.assumedPrincipal',
	},
	{
		...sts,
		name: 'GetFederationToken',
		kind: 'federation',
		principal: 'responseElements.federatedUser.arn',
	},
	{
		source: 'iam.amazonaws.com',
		name: 'CreateAccessKey',
		kind: 'user-key',
		id: 'responseElements.accessKey.accessKeyId',
		principal: null,
		expires: null,
	},
	{
		source: 'signin.amazonaws.com',
		name: 'GetSigninToken',
		kind: 'console',
		id: 'responseElements.credentials.accessKeyId',
		principal: null,
		expires: null,
	},
	{
		source: 'iam.amazonaws.com',
		name: 'CreateServiceSpecificCredential',
		kind: 'service',
		id: 'responseElements.serviceSpecificCredential.serviceSpecificCredentialId',
		principal: null,
		expires: null,
	},
	{
		source: 'lightsail.amazonaws.com',
		name: 'CreateBucketAccessKey',
		kind: 'service',
		id: 'responseElements.accessKey.accessKeyId',
		principal: null,
		expires: null,
	},
];

const byName = Map.groupBy(rules, ({name}) => name);

/** Which calls hand something out, by name, and at which paths their records may have its id and its new principal. */
export const issues = {
	names: [...new Set(rules.map(({name}) => name))],
	ids: [...new Set(rules.map(({id}) => id))],
	principals: [...new Set(rules.flatMap(({principal}) => principal ?? []))],
} as const;

/** A credential that an event minted, and from which. */
export interface Minted {
	readonly id: string;
	readonly parent: string;
	readonly kind: CredentialKind;
	readonly principal: string | null;
	/** ms since the epoch; null for long-term keys and where the record does not say. */
	readonly expires: number | null;
	readonly event: {readonly id: string; readonly name: string; readonly time: number};
	/** Why it is taken for a child although no record names it as one; null where a record does. */
	readonly reason: string | null;
}

/** A credential that an event handed out, whoever asked for it. */
export type Issued = Omit<Minted, 'parent' | 'reason'>;

/** The id of the credential that the event handed out, whoever asked for it: services ask for their own too. */
export function issuedBy(event: Event): string | null {
	const rule = ruleOf(event);
	return rule === null ? null : idIn(event, rule);
}

/** What the event handed out, whoever asked for it; null for a failed call, and for most. */
export function issueOf(event: Event): Issued | null {
	const rule = ruleOf(event);
	const id = rule === null ? null : idIn(event, rule);
	if (rule === null || id === null) return null;
	const expires = rule.expires === null ? 0 : timeOf(valueAt(event.record, rule.expires));
	return {
		id,
		kind: rule.kind,
		principal: principalOf(event, rule),
		expires: expires === 0 ? null : expires,
		event: {id: event.id, name: event.name, time: event.time},
	};
}

/**
 * What the event minted, or null. A failed call mints nothing; nor does one that no credential signed. What a service asked
 * for on a caller's behalf, as CloudFormation does for a stack, the caller minted.
 */
export function mintedBy(event: Event): Minted | null {
	const issued = issueOf(event);
	const parent = issued === null ? null : actorOf(event);
	if (issued === null || parent === null || issued.id === parent || issued.id === event.credential)
		return null;
	const reason =
		parent === event.credential ? null : `${event.invokedBy} asked for it on the parent's behalf`;
	return {...issued, parent, reason};
}

function ruleOf(event: Event): HopRule | null {
	if (event.errorCode !== null) return null;
	return byName.get(event.name)?.find(({source}) => source === event.source) ?? null;
}

/** Key ids; those of service-specific credentials begin with `ACCA`. */
const credentialId = /^A[A-Z]{3}[A-Z0-9]{12,124}$/;

function idIn(event: Event, rule: HopRule): string | null {
	const id = textOf(valueAt(event.record, rule.id));
	return id !== null && credentialId.test(id) ? id : null;
}

/** Where a response names the user that a long-term credential was made for (field guide §7). */
const userNames = [
	'responseElements.accessKey.userName',
	'responseElements.serviceSpecificCredential.userName',
];

/** A key made for another user belongs to that user; made for oneself, the request names nobody (field guide §7). */
function principalOf(event: Event, rule: HopRule): string | null {
	if (rule.principal !== null) return textOf(valueAt(event.record, rule.principal));
	if (rule.name === 'AssumeRoot') return targetRoot(event);
	const userName = userNames.map(path => textOf(valueAt(event.record, path))).find(name => name !== null);
	if (userName === undefined || userName === event.username) return event.principal;
	const account = event.principal?.split(':')[4] ?? '';
	const partition = event.principal?.split(':')[1] ?? 'aws';
	return `arn:${partition}:iam::${account}:user/${userName}`;
}

/** AssumeRoot takes an account id as well as the ARN of its root. */
function targetRoot(event: Event): string | null {
	const target = textOf(valueAt(event.record, 'requestParameters.targetPrincipal'));
	const partition = event.principal?.split(':')[1] ?? 'aws';
	return target !== null && /^\d{12}$/.test(target) ? `arn:${partition}:iam::${target}:root` : target;
}
