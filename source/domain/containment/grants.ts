import {type Event, plainName} from '../event.ts';

/** Who can end a grant: none of the steps of a plan can. */
export type Keeper = 'sign-in' | 'identity center' | 'identity providers';

/** A way in that outlives keys, sessions and denials, and the call that ends it (field guide §1). */
interface Rule {
	readonly what: string;
	readonly ends: string;
	readonly keeper: Keeper;
}

const token: Rule = {
	what: 'a token of `aws login`, which refreshes itself',
	ends: 'signin:RevokeOAuth2TokenWithIAM revokes the refresh token; what was issued with it goes on until it expires',
	keeper: 'sign-in',
};
const center = (what: string, ends: string): Rule => ({what, ends, keeper: 'identity center'});
const provider = (what: string, ends: string): Rule => ({what, ends, keeper: 'identity providers'});
const provisioned = 'then sso:ProvisionPermissionSet, so that the accounts lose it';
const deletedUser = 'identitystore:DeleteUser; its open sessions are ended in the console of Identity Center';

/** By event, as source and name alone tell it. */
const rules: Readonly<Record<string, Rule>> = {
	'signin:CreateOAuth2Token': token,
	'signin:CreateOAuth2TokenWithIAM': token,
	'sso:CreateInstance': center('an instance of Identity Center', 'sso:DeleteInstance'),
	'sso:CreatePermissionSet': center('a permission set', 'sso:DeletePermissionSet'),
	'sso:AttachManagedPolicyToPermissionSet': center(
		'a policy on a permission set',
		`sso:DetachManagedPolicyFromPermissionSet, ${provisioned}`,
	),
	'sso:PutInlinePolicyToPermissionSet': center(
		'a policy on a permission set',
		`sso:DeleteInlinePolicyFromPermissionSet, ${provisioned}`,
	),
	'sso:CreateAccountAssignment': center('an assignment to an account', 'sso:DeleteAccountAssignment'),
	'sso:CreateTrustedTokenIssuer': center('a trusted token issuer', 'sso:DeleteTrustedTokenIssuer'),
	'sso:AssociateDirectory': center(
		'another directory',
		'its former identity source, set again in Identity Center',
	),
	'sso-directory:CreateUser': center('a user of Identity Center', deletedUser),
	'sso-directory:AddMemberToGroup': center('a member of a group', 'identitystore:DeleteGroupMembership'),
	'sso-directory:UpdatePassword': center(
		'another password for a user of Identity Center',
		'a new password, set in the console of Identity Center, where its sessions are ended too',
	),
	'sso-directory:EnableExternalIdPConfigurationForDirectory': center(
		'another identity provider',
		'its former identity source, set again in Identity Center',
	),
	'identitystore:CreateUser': center('a user of Identity Center', deletedUser),
	'identitystore:CreateGroupMembership': center('a member of a group', 'identitystore:DeleteGroupMembership'),
	'rolesanywhere:CreateTrustAnchor': provider('a certificate authority', 'rolesanywhere:DisableTrustAnchor'),
	'rolesanywhere:UpdateTrustAnchor': provider(
		'another certificate authority',
		'rolesanywhere:DisableTrustAnchor, until it has its former one again',
	),
	'rolesanywhere:EnableTrustAnchor': provider('a certificate authority', 'rolesanywhere:DisableTrustAnchor'),
	'rolesanywhere:CreateProfile': provider('a profile of Roles Anywhere', 'rolesanywhere:DisableProfile'),
	'rolesanywhere:EnableProfile': provider('a profile of Roles Anywhere', 'rolesanywhere:DisableProfile'),
	'iam:CreateOpenIDConnectProvider': provider(
		'an OpenID Connect provider',
		'iam:DeleteOpenIDConnectProvider',
	),
	'iam:AddClientIDToOpenIDConnectProvider': provider(
		'a client of an OpenID Connect provider',
		'iam:RemoveClientIDFromOpenIDConnectProvider',
	),
	'iam:CreateSAMLProvider': provider('a SAML provider', 'iam:DeleteSAMLProvider'),
	'iam:UpdateSAMLProvider': provider(
		'other metadata of a SAML provider',
		'iam:UpdateSAMLProvider with its former metadata',
	),
};

/** Something that the lineage granted, and that no step of a plan takes back. */
export interface Grant extends Rule {
	/** `sso:CreateAccountAssignment` */
	readonly call: string;
	readonly event: Pick<Event, 'id' | 'time' | 'region' | 'principal'>;
	/** The credential that granted it, or stands behind it. */
	readonly credential: string | null;
}

/** What the event granted; null for a failed one, and for most. */
export function grantOf(event: Event): Grant | null {
	const call = `${event.source.replace(/\.amazonaws\.com$/, '')}:${plainName(event.name)}`;
	const rule = Object.hasOwn(rules, call) ? rules[call] : undefined;
	if (rule === undefined || event.errorCode !== null) return null;
	const {id, time, region, principal} = event;
	return {
		...rule,
		call,
		event: {id, time, region, principal},
		credential: event.onBehalfOf ?? event.credential,
	};
}
