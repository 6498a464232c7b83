import {timingSafeEqual} from 'node:crypto';
import {Sha256} from '@smithy/core/checksum';
import {HttpRequest as SmithyRequest} from '@smithy/core/protocols';
import {SignatureV4} from '@smithy/signature-v4';
import type {HttpRequest} from './wire/message.ts';

/** The parts of an `Authorization: AWS4-HMAC-SHA256 …` header. */
export interface Signature {
	readonly credential: string;
	readonly region: string;
	readonly service: string;
	/** As signed: `20261124T053411Z`. */
	readonly date: string;
	readonly signedHeaders: readonly string[];
	readonly signature: string;
}

const authorization =
	/^AWS4-HMAC-SHA256 Credential=([^/\s]+)\/(\d{8})\/([^/\s]+)\/([^/\s]+)\/aws4_request,\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/;

/** The request's signature; undefined where it has none that can be read. */
export function signatureOf(request: HttpRequest): Signature | undefined {
	const match = authorization.exec(request.headers['authorization'] ?? '');
	const date = request.headers['x-amz-date'] ?? '';
	if (match === null || !/^\d{8}T\d{6}Z$/.test(date)) return undefined;
	const [, credential = '', day, region = '', service = '', headers = '', signature = ''] = match;
	if (!date.startsWith(day ?? '')) return undefined;
	return {credential, region, service, date, signedHeaders: headers.split(';'), signature};
}

/** ms since the epoch of the moment that the request was signed. */
export function signedAt({date}: Signature): number {
	return Date.parse(date.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'));
}

/** Whether the request was signed with this secret: it is signed again over the same headers and date, and compared. */
export async function isSignedWith(
	request: HttpRequest,
	given: Signature,
	secretAccessKey: string,
): Promise<boolean> {
	const headers: Record<string, string> = {};
	for (const name of given.signedHeaders) {
		const value = request.headers[name];
		if (value !== undefined && name !== 'x-amz-date') headers[name] = value;
	}
	const declared = request.headers['x-amz-content-sha256'];
	if (declared !== undefined && declared !== 'UNSIGNED-PAYLOAD' && declared !== (await digest(request.body)))
		return false;
	const signer = new SignatureV4({
		credentials: {accessKeyId: given.credential, secretAccessKey},
		region: given.region,
		service: given.service,
		sha256: Sha256,
		applyChecksum: false,
	});
	const again = await signer.sign(
		new SmithyRequest({
			method: request.method,
			path: request.path,
			query: Object.fromEntries(queryOf(request.query)),
			headers,
			body: request.body,
		}),
		{signingDate: new Date(signedAt(given)), signableHeaders: new Set(given.signedHeaders)},
	);
	const [expected] = /[0-9a-f]{64}$/.exec(again.headers['authorization'] ?? '') ?? [''];
	return expected.length === 64 && timingSafeEqual(Buffer.from(expected), Buffer.from(given.signature));
}

/** As the signer wants it: decoded, repeated names as lists. A plus is a plus in a signed query, not a space. */
function queryOf(query: string): Map<string, string | string[]> {
	const found = new Map<string, string | string[]>();
	const given = new URLSearchParams(query.replaceAll('+', '%2B'));
	for (const key of new Set(given.keys())) {
		const all = given.getAll(key);
		found.set(key, all.length === 1 ? (all[0] ?? '') : all);
	}
	return found;
}

async function digest(body: Uint8Array): Promise<string> {
	const hash = new Sha256();
	hash.update(body);
	return Buffer.from(await hash.digest()).toString('hex');
}
