import {AwsError, type Service} from '../service.ts';

type Reason =
	| 'missing'
	| 'unknown'
	| 'signature'
	| 'expired'
	| 'denied'
	| 'throttled'
	| 'malformed'
	| 'internal';

const invalidToken = 'The security token included in the request is invalid.';
const mismatch =
	'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

const texts: Readonly<Record<Reason, string>> = {
	missing: 'Request is missing Authentication Token',
	unknown: invalidToken,
	signature: mismatch,
	expired: 'The security token included in the request is expired',
	denied: 'Access denied',
	throttled: 'Rate exceeded',
	malformed: 'The request could not be read',
	internal: 'The request processing has failed because of an unknown error, exception or failure.',
};

type Refusals = Readonly<Record<Reason, readonly [code: string, status: number, text?: string]>>;

const json: Refusals = {
	missing: ['MissingAuthenticationTokenException', 400],
	unknown: ['UnrecognizedClientException', 400],
	signature: ['InvalidSignatureException', 400],
	expired: ['ExpiredTokenException', 400],
	denied: ['AccessDeniedException', 400],
	throttled: ['ThrottlingException', 400],
	malformed: ['SerializationException', 400],
	internal: ['InternalFailure', 500],
};

/** How each protocol's services say the same thing. */
const refusals: Readonly<Record<Service['protocol'], Refusals>> = {
	query: {
		missing: ['MissingAuthenticationToken', 403],
		unknown: ['InvalidClientTokenId', 403],
		signature: ['SignatureDoesNotMatch', 403],
		expired: ['ExpiredToken', 403],
		denied: ['AccessDenied', 403],
		throttled: ['Throttling', 400],
		malformed: ['MalformedInput', 400],
		internal: ['ServiceFailure', 500],
	},
	ec2: {
		missing: ['MissingAuthenticationToken', 401],
		unknown: ['AuthFailure', 401, 'AWS was not able to validate the provided access credentials'],
		signature: ['SignatureDoesNotMatch', 403],
		expired: ['RequestExpired', 400, 'Request has expired.'],
		denied: ['UnauthorizedOperation', 403],
		throttled: ['RequestLimitExceeded', 503, 'Request limit exceeded.'],
		malformed: ['InvalidParameterValue', 400],
		internal: ['InternalError', 500],
	},
	json,
	'rest-json': {
		...json,
		missing: ['MissingAuthenticationTokenException', 403],
		unknown: ['UnrecognizedClientException', 403],
		signature: ['InvalidSignatureException', 403],
		expired: ['ExpiredTokenException', 403],
		denied: ['AccessDeniedException', 403],
		throttled: ['TooManyRequestsException', 429],
	},
};

/** A refusal that every service knows, in the words of this one's protocol. */
export function refuse({protocol}: Service, reason: Reason, message?: string): AwsError {
	const [code, status, text = texts[reason]] = refusals[protocol][reason];
	return new AwsError(code, message ?? text, status);
}

/** Gives an error that the range's own parts raised the code that its protocol uses for it. */
export function translate(error: unknown, service: Service): AwsError {
	if (!(error instanceof AwsError)) return refuse(service, 'internal');
	if (error.code === 'AccessDenied') return refuse(service, 'denied', deniedText(error.message, service));
	if (error.code === 'MalformedInput') return refuse(service, 'malformed', error.message);
	return error;
}

function deniedText(message: string, {protocol}: Service): string {
	return protocol === 'ec2' ? `You are not authorized to perform this operation. ${message}` : message;
}
