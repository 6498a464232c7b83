import type {CreateAccountFailureReason} from '@aws-sdk/client-organizations';

export interface Organization {
	readonly id: string;
	readonly rootId: string;
	readonly managementAccountId: string;
	readonly managementEmail: string;
}

export interface MemberAccount {
	readonly id: string;
	readonly name: string;
	readonly email: string;
	readonly joined: 'INVITED' | 'CREATED';
	/** Range time, ms. */
	readonly joinedAt: number;
	state: 'ACTIVE' | 'PENDING_CLOSURE';
}

/** A CreateAccount on its way; it ends some seconds later, well or not. */
export interface AccountRequest {
	readonly id: string;
	readonly name: string;
	/** Range time, ms. */
	readonly requestedAt: number;
	readonly completedAt: number;
	readonly outcome: {readonly account: MemberAccount} | {readonly failure: CreateAccountFailureReason};
}

/** The organization of the account, if it is in one, and the accounts in it. */
export class OrganizationState {
	organization: Organization | undefined;
	readonly accounts = new Map<string, MemberAccount>();
	readonly requests = new Map<string, AccountRequest>();
}
