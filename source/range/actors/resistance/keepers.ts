import {
	AttachRolePolicyCommand,
	AttachUserPolicyCommand,
	DeleteRolePermissionsBoundaryCommand,
	DeleteRolePolicyCommand,
	DeleteUserPermissionsBoundaryCommand,
	DeleteUserPolicyCommand,
	DetachRolePolicyCommand,
	DetachUserPolicyCommand,
	type IAMClient,
	PutRolePermissionsBoundaryCommand,
	PutRolePolicyCommand,
	PutUserPermissionsBoundaryCommand,
	PutUserPolicyCommand,
	RemoveUserFromGroupCommand,
	UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';

/** The writes that bring a user or role back to what they were. */
export interface Keeper {
	put(name: string, document: string): (iam: IAMClient) => Promise<unknown>;
	remove(name: string): (iam: IAMClient) => Promise<unknown>;
	attach(arn: string): (iam: IAMClient) => Promise<unknown>;
	detach(arn: string): (iam: IAMClient) => Promise<unknown>;
	bound(arn: string): (iam: IAMClient) => Promise<unknown>;
	unbind(): (iam: IAMClient) => Promise<unknown>;
	/** Users only. */
	leave(group: string): (iam: IAMClient) => Promise<unknown>;
	/** Roles only. */
	trust(document: string): (iam: IAMClient) => Promise<unknown>;
}

const nothing = () => async () => undefined;

export const userKeeper = (UserName: string): Keeper => ({
	put: (PolicyName, PolicyDocument) => iam =>
		iam.send(new PutUserPolicyCommand({UserName, PolicyName, PolicyDocument})),
	remove: PolicyName => iam => iam.send(new DeleteUserPolicyCommand({UserName, PolicyName})),
	attach: PolicyArn => iam => iam.send(new AttachUserPolicyCommand({UserName, PolicyArn})),
	detach: PolicyArn => iam => iam.send(new DetachUserPolicyCommand({UserName, PolicyArn})),
	bound: PermissionsBoundary => iam =>
		iam.send(new PutUserPermissionsBoundaryCommand({UserName, PermissionsBoundary})),
	unbind: () => iam => iam.send(new DeleteUserPermissionsBoundaryCommand({UserName})),
	leave: GroupName => iam => iam.send(new RemoveUserFromGroupCommand({UserName, GroupName})),
	trust: nothing,
});

export const roleKeeper = (RoleName: string): Keeper => ({
	put: (PolicyName, PolicyDocument) => iam =>
		iam.send(new PutRolePolicyCommand({RoleName, PolicyName, PolicyDocument})),
	remove: PolicyName => iam => iam.send(new DeleteRolePolicyCommand({RoleName, PolicyName})),
	attach: PolicyArn => iam => iam.send(new AttachRolePolicyCommand({RoleName, PolicyArn})),
	detach: PolicyArn => iam => iam.send(new DetachRolePolicyCommand({RoleName, PolicyArn})),
	bound: PermissionsBoundary => iam =>
		iam.send(new PutRolePermissionsBoundaryCommand({RoleName, PermissionsBoundary})),
	unbind: () => iam => iam.send(new DeleteRolePermissionsBoundaryCommand({RoleName})),
	leave: nothing,
	trust: PolicyDocument => iam => iam.send(new UpdateAssumeRolePolicyCommand({RoleName, PolicyDocument})),
});
