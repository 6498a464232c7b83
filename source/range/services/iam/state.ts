import type {Clock} from '../../clock.ts';
import type {Session} from '../../principals/session.ts';
import {type Consistency, Table} from './table.ts';

export interface Tag {
	readonly Key: string;
	readonly Value: string;
}

/** What users, groups and roles have in common: they carry policies. */
export interface PolicyHolder {
	readonly path: string;
	readonly arn: string;
	readonly createDate: Date;
	/** Inline policies: name to document text. */
	readonly inline: Readonly<Record<string, string>>;
	/** ARNs of the managed policies. */
	readonly attached: readonly string[];
}

export interface User extends PolicyHolder {
	readonly userName: string;
	readonly userId: string;
	readonly tags: readonly Tag[];
	readonly groups: readonly string[];
	readonly permissionsBoundary?: string;
	readonly passwordLastUsed?: Date;
}

export interface Group extends PolicyHolder {
	readonly groupName: string;
	readonly groupId: string;
}

export interface Role extends PolicyHolder {
	readonly roleName: string;
	readonly roleId: string;
	/** The trust policy's text. */
	readonly trust: string;
	/** The users and roles in it: ARN to the unique id that is really trusted. */
	readonly trustedIds: Readonly<Record<string, string>>;
	readonly description?: string;
	readonly maxSessionDuration: number;
	readonly tags: readonly Tag[];
	readonly permissionsBoundary?: string;
}

export interface AccessKey {
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
	/** Null for a key of the root user. */
	readonly userName: string | null;
	readonly status: 'Active' | 'Inactive';
	readonly createDate: Date;
}

export interface LoginProfile {
	readonly userName: string;
	readonly createDate: Date;
	readonly passwordResetRequired: boolean;
	/** SHA-256 of the password. */
	readonly digest: string;
}

export interface ManagedPolicy {
	readonly policyName: string;
	readonly policyId: string;
	readonly arn: string;
	readonly path: string;
	readonly description?: string;
	readonly createDate: Date;
	readonly updateDate: Date;
	readonly defaultVersionId: string;
	readonly versions: readonly {
		readonly versionId: string;
		readonly document: string;
		readonly createDate: Date;
	}[];
	readonly tags: readonly Tag[];
}

export interface InstanceProfile {
	readonly instanceProfileName: string;
	readonly instanceProfileId: string;
	readonly arn: string;
	readonly path: string;
	readonly createDate: Date;
	readonly roleName?: string;
	readonly tags: readonly Tag[];
}

/** A credential of a user beside its access keys: they survive what is done to the keys (field guide §1). */
export interface UserCredential {
	readonly id: string;
	readonly userName: string;
	readonly status: 'Active' | 'Inactive';
	readonly createDate: Date;
}

export interface ServiceCredential extends UserCredential {
	readonly serviceName: string;
	readonly serviceUserName: string;
	readonly expirationDate?: Date;
}

export interface SshKey extends UserCredential {
	readonly fingerprint: string;
	readonly body: string;
}

export interface SigningCertificate extends UserCredential {
	readonly body: string;
}

export interface MfaDevice {
	readonly serialNumber: string;
	readonly userName: string;
	readonly enableDate: Date;
}

export interface LastUse {
	readonly time: Date;
	readonly service: string;
	readonly region: string;
}

/** Everything that IAM and STS of the account hold. */
export class IamState {
	readonly consistency: Consistency;
	readonly users: Table<User>;
	readonly groups: Table<Group>;
	readonly roles: Table<Role>;
	readonly accessKeys: Table<AccessKey>;
	readonly loginProfiles: Table<LoginProfile>;
	/** Customer managed policies, by ARN; those of AWS are in policy/managed.ts. */
	readonly policies: Table<ManagedPolicy>;
	readonly instanceProfiles: Table<InstanceProfile>;
	readonly serviceCredentials: Table<ServiceCredential>;
	readonly sshKeys: Table<SshKey>;
	readonly signingCertificates: Table<SigningCertificate>;
	readonly mfaDevices: Table<MfaDevice>;
	/** Temporary credentials by key id. They work at once, and nothing ends them but time and policies. */
	readonly sessions = new Map<string, Session>();
	/** Trade-in tokens of accepted delegation requests, and the role that each stands for. */
	readonly delegations = new Map<string, string>();
	/** By access key id. */
	readonly lastUsed = new Map<string, LastUse>();
	/** By the role's unique id. */
	readonly rolesUsed = new Map<string, LastUse>();
	/** Texts of the service control policies on the account; empty means no organization limits it. */
	readonly serviceControlPolicies = new Map<string, string>();

	constructor(clock: Clock, gap: number) {
		this.consistency = {clock, gap};
		this.users = new Table(this.consistency);
		this.groups = new Table(this.consistency);
		this.roles = new Table(this.consistency);
		this.accessKeys = new Table(this.consistency);
		this.loginProfiles = new Table(this.consistency);
		this.policies = new Table(this.consistency);
		this.instanceProfiles = new Table(this.consistency);
		this.serviceCredentials = new Table(this.consistency);
		this.sshKeys = new Table(this.consistency);
		this.signingCertificates = new Table(this.consistency);
		this.mfaDevices = new Table(this.consistency);
	}
}
