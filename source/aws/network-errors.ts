import {isObject, valueAt} from '../domain/record.ts';
import {sanitise} from '../domain/text.ts';

/** Node's codes for a way that does not lead there, in words. */
const said: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'refuses the connection',
	ECONNRESET: 'broke off the connection',
	EPIPE: 'broke off the connection',
	ENOTFOUND: 'is not known to the DNS',
	EAI_AGAIN: 'cannot be looked up: the DNS does not answer',
	ENETUNREACH: 'cannot be reached: no route',
	EHOSTUNREACH: 'cannot be reached: no route',
	ETIMEDOUT: 'does not answer',
	CERT_HAS_EXPIRED: 'shows an expired certificate',
	SELF_SIGNED_CERT_IN_CHAIN: 'shows a certificate that is not trusted (a proxy? set NODE_EXTRA_CA_CERTS)',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'shows a certificate that is not trusted (a proxy? set NODE_EXTRA_CA_CERTS)',
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
		'shows a certificate that is not trusted (a proxy? set NODE_EXTRA_CA_CERTS)',
};

/** What is wrong with the way to AWS, naming the endpoint, and what to do; null: the error is of another kind. */
export function networkTrouble(error: unknown): string | null {
	const cause = firstWithCode(error);
	const code = cause === null ? '' : String(cause['code']);
	const words = said[code];
	if (words !== undefined)
		return `${endpointOf(cause)} ${words}: check the network, the proxy and --endpoint-url`;
	if (error instanceof Error && error.name === 'TimeoutError') {
		return 'no answer in time: check the network, the proxy and --endpoint-url';
	}
	if (code === 'ERR_INVALID_URL' || (error instanceof Error && /Invalid URL/i.test(error.message))) {
		return 'the endpoint is no valid URL: check --endpoint-url and AWS_ENDPOINT_URL';
	}
	return null;
}

/** Connecting to a name with several addresses fails with an AggregateError; the code is on its parts. */
function firstWithCode(error: unknown, depth = 0): Readonly<Record<string, unknown>> | null {
	if (!isObject(error) || depth > 4) return null;
	if (typeof error['code'] === 'string' && (error['code'] in said || error['code'] === 'ERR_INVALID_URL'))
		return error;
	const parts = Array.isArray(error['errors']) ? error['errors'] : [];
	for (const part of [...parts, error['cause']]) {
		const found = firstWithCode(part, depth + 1);
		if (found !== null) return found;
	}
	return null;
}

function endpointOf(cause: Readonly<Record<string, unknown>> | null): string {
	const host = valueAt(cause, 'hostname') ?? valueAt(cause, 'address');
	const port = valueAt(cause, 'port');
	if (typeof host !== 'string') return 'the endpoint';
	return sanitise(typeof port === 'number' ? `${host}:${port}` : host);
}
