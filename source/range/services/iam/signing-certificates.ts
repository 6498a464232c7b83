import type * as api from '@aws-sdk/client-iam';
import type {Operation} from '../../service.ts';
import {now, targetUser} from './entities.ts';
import {limitExceeded} from './errors.ts';
import {page} from './page.ts';
import type {SigningCertificate} from './state.ts';
import {credentialOf, credentialsOf, statusOf} from './user-credentials.ts';

const quota = 2;
const what = 'Certificate';

const describe = (certificate: SigningCertificate): api.SigningCertificate => ({
	UserName: certificate.userName,
	CertificateId: certificate.id,
	CertificateBody: certificate.body,
	Status: certificate.status,
	UploadDate: certificate.createDate,
});

export const UploadSigningCertificate: Operation<
	api.UploadSigningCertificateRequest,
	api.UploadSigningCertificateResponse
> = {
	handle({UserName, CertificateBody: body = ''}, call) {
		const {world} = call;
		const {userName} = targetUser(UserName, call);
		const {signingCertificates: table} = world.iam;
		if (credentialsOf(table, userName, call).length >= quota) {
			throw limitExceeded(`Cannot exceed quota for SigningCertificatesPerUser: ${quota}`);
		}
		const certificate: SigningCertificate = {
			id: world.random.text(32, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'),
			userName,
			status: 'Active',
			createDate: now(call),
			body,
		};
		table.set(certificate.id, certificate);
		return {Certificate: describe(certificate)};
	},
};

export const ListSigningCertificates: Operation<
	api.ListSigningCertificatesRequest,
	api.ListSigningCertificatesResponse
> = {
	handle(input, call) {
		const {items, rest} = page(
			credentialsOf(call.world.iam.signingCertificates, input.UserName, call),
			input,
		);
		return {Certificates: items.map(describe), ...rest};
	},
};

export const UpdateSigningCertificate: Operation<api.UpdateSigningCertificateRequest, void> = {
	handle({UserName, CertificateId, Status}, call) {
		const {signingCertificates: table} = call.world.iam;
		const certificate = credentialOf(table, UserName, CertificateId, what, call);
		table.set(certificate.id, {...certificate, status: statusOf(Status)});
	},
};

export const DeleteSigningCertificate: Operation<api.DeleteSigningCertificateRequest, void> = {
	handle({UserName, CertificateId}, call) {
		const {signingCertificates: table} = call.world.iam;
		table.delete(credentialOf(table, UserName, CertificateId, what, call).id);
	},
};
