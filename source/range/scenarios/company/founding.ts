import {
	AttachUserPolicyCommand,
	CreateAccessKeyCommand,
	CreateRoleCommand,
	CreateUserCommand,
	IAMClient,
} from '@aws-sdk/client-iam';
import {CreateOrganizationCommand, OrganizationsClient} from '@aws-sdk/client-organizations';
import {type Keys, Wire} from '../../actors/wire.ts';
import type {Range} from '../../range.ts';
import {OFFICE} from './office.ts';

/** The keys of the company's people. */
export interface StaffKeys {
	readonly alice: Keys;
	readonly bruno: Keys;
	readonly chiara: Keys;
}

/** What builds an account: its administrator, on the wire. */
export interface Founding {
	readonly iam: IAMClient;
	keyOf(UserName: string): Promise<Keys>;
	role(RoleName: string, principal: object, extra?: object): Promise<unknown>;
	/** The people who are in every one of the company's accounts. */
	staff(): Promise<StaffKeys>;
	/** Makes the account the management account of an organization. */
	organize(): Promise<unknown>;
	close(): void;
}

export function founding(range: Range): Founding {
	const wire = new Wire(range.url, OFFICE);
	const iam = wire.client(IAMClient, range.responder, 'us-east-1');
	const keyOf = async (UserName: string): Promise<Keys> => {
		const {AccessKey} = await iam.send(new CreateAccessKeyCommand({UserName}));
		return {accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? ''};
	};
	const person = async (UserName: string, policyName: string): Promise<Keys> => {
		await iam.send(new CreateUserCommand({UserName}));
		await iam.send(new AttachUserPolicyCommand({UserName, PolicyArn: managed(policyName)}));
		return keyOf(UserName);
	};
	return {
		iam,
		keyOf,
		role: (RoleName, principal, extra = {}) =>
			iam.send(
				new CreateRoleCommand({
					RoleName,
					AssumeRolePolicyDocument: policy({Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole'}),
					...extra,
				}),
			),
		staff: async () => ({
			alice: await person('alice.meyer', 'AdministratorAccess'),
			bruno: await person('bruno.costa', 'PowerUserAccess'),
			chiara: await person('chiara.neri', 'ReadOnlyAccess'),
		}),
		organize: () =>
			wire.client(OrganizationsClient, range.responder, 'us-east-1').send(new CreateOrganizationCommand({})),
		close: () => wire.close(),
	};
}

/** The ARN of one of AWS's own policies. */
export const managed = (name: string): string => `arn:aws:iam::aws:policy/${name}`;

/** The text of a policy with these statements. */
export function policy(...Statement: readonly object[]): string {
	return JSON.stringify({Version: '2012-10-17', Statement});
}

export function roleArn(accountId: string, name: string): string {
	return `arn:aws:iam::${accountId}:role/${name}`;
}
