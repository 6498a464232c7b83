import type * as api from '@aws-sdk/client-iam';
import type {Operation} from '../../service.ts';
import {newId, now, targetUser} from './entities.ts';
import {limitExceeded} from './errors.ts';
import type {ServiceCredential} from './state.ts';
import {credentialOf, credentialsOf, statusOf} from './user-credentials.ts';

const quota = 2;
const what = 'service specific credential';

/** Bedrock's are long-term API keys with an alias and a bearer secret; the others are a user name and password. */
const isBearer = (service: string): boolean => service === 'bedrock.amazonaws.com';

const describe = (credential: ServiceCredential): api.ServiceSpecificCredentialMetadata => ({
	UserName: credential.userName,
	Status: credential.status,
	CreateDate: credential.createDate,
	ServiceSpecificCredentialId: credential.id,
	ServiceName: credential.serviceName,
	...(isBearer(credential.serviceName)
		? {ServiceCredentialAlias: credential.serviceUserName}
		: {ServiceUserName: credential.serviceUserName}),
	...(credential.expirationDate ? {ExpirationDate: credential.expirationDate} : {}),
});

export const CreateServiceSpecificCredential: Operation<
	api.CreateServiceSpecificCredentialRequest,
	api.CreateServiceSpecificCredentialResponse
> = {
	handle({UserName, ServiceName: serviceName = '', CredentialAgeDays}, call) {
		const {world} = call;
		const {userName} = targetUser(UserName, call);
		const {serviceCredentials: table} = world.iam;
		if (
			credentialsOf(table, userName, call).filter(each => each.serviceName === serviceName).length >= quota
		) {
			throw limitExceeded(`Cannot exceed quota for ServiceSpecificCredentialsPerUser: ${quota}`);
		}
		const createDate = now(call);
		const credential: ServiceCredential = {
			id: newId(call, 'ACCA'),
			userName,
			serviceName,
			serviceUserName: `${userName}-at-${world.accountId}`,
			status: 'Active',
			createDate,
			...(CredentialAgeDays
				? {expirationDate: new Date(Number(createDate) + CredentialAgeDays * 86_400_000)}
				: {}),
		};
		table.set(credential.id, credential);
		const secret = world.random.text(44, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789');
		return {
			ServiceSpecificCredential: {
				...describe(credential),
				...(isBearer(serviceName) ? {ServiceCredentialSecret: secret} : {ServicePassword: secret}),
			} as api.ServiceSpecificCredential,
		};
	},
};

export const ListServiceSpecificCredentials: Operation<
	api.ListServiceSpecificCredentialsRequest,
	api.ListServiceSpecificCredentialsResponse
> = {
	handle({UserName, ServiceName, AllUsers}, call) {
		const {serviceCredentials: table} = call.world.iam;
		const found = AllUsers ? table.values() : credentialsOf(table, UserName, call);
		const wanted = found.filter(({serviceName}) => (ServiceName ?? serviceName) === serviceName);
		return {ServiceSpecificCredentials: wanted.map(describe), IsTruncated: false};
	},
};

export const UpdateServiceSpecificCredential: Operation<api.UpdateServiceSpecificCredentialRequest, void> = {
	handle({UserName, ServiceSpecificCredentialId, Status}, call) {
		const {serviceCredentials: table} = call.world.iam;
		const credential = credentialOf(table, UserName, ServiceSpecificCredentialId, what, call);
		table.set(credential.id, {...credential, status: statusOf(Status)});
	},
};

export const DeleteServiceSpecificCredential: Operation<api.DeleteServiceSpecificCredentialRequest, void> = {
	handle({UserName, ServiceSpecificCredentialId}, call) {
		const {serviceCredentials: table} = call.world.iam;
		table.delete(credentialOf(table, UserName, ServiceSpecificCredentialId, what, call).id);
	},
};
