import type {ServiceName} from '../domain/plan.ts';
import {isObject, valueAt} from '../domain/record.ts';
import {Refusal, type RefusalKind} from '../domain/refusal.ts';
import {sanitise} from '../domain/text.ts';
import {networkTrouble} from './network-errors.ts';
import {isOptIn} from './region-list.ts';
import {withoutTokens} from './secrets.ts';

/** Of which call the error is. */
export interface Context {
	readonly service?: ServiceName;
	readonly operation?: string;
	readonly region?: string;
}

/** What AWS says with its error codes, by meaning. `say`: the line; `text` is AWS's own words, made safe. */
interface Rule {
	readonly kind: RefusalKind;
	readonly codes: RegExp;
	readonly say: (context: Spoken, text: string) => string;
}

/** The context in words: `call` is `iam:ListUsers`, `place` is ` in eu-west-1` or nothing. */
interface Spoken {
	readonly call: string;
	readonly place: string;
	readonly region: string | null;
}

const unusable = /^(UnrecognizedClientException|InvalidClientTokenId|AuthFailure|InvalidAccessKeyId)$/;

const rules: readonly Rule[] = [
	{
		kind: 'credentials',
		codes: /^(ExpiredToken|ExpiredTokenException|RequestExpired|TokenRefreshRequired)$/,
		say: () =>
			'the credentials have expired: get new ones (aws sso login, aws login, or new session keys) and start again',
	},
	{
		kind: 'credentials',
		codes: /^(SignatureDoesNotMatch|InvalidSignatureException|IncompleteSignature)$/,
		say: (_, text) =>
			/expired|not yet current/i.test(text)
				? skewed
				: 'the secret access key does not belong to the access key id: check the credentials or the profile',
	},
	{kind: 'credentials', codes: /^(RequestTimeTooSkewed|RequestInTheFuture)$/, say: () => skewed},
	{
		kind: 'not-enabled',
		codes: /^(OptInRequired|SubscriptionRequiredException|RegionDisabledException)$/,
		say: ({call, place}) => `${call}${place}: the account is not signed up for it`,
	},
	{
		kind: 'credentials',
		codes: unusable,
		say: ({place}) =>
			`AWS does not know the access key${place}: it is inactive, deleted or mistyped; use other credentials`,
	},
	{
		kind: 'throttled',
		codes:
			/^(Throttl\w*|TooManyRequestsException|RequestLimitExceeded|RequestThrottled\w*|SlowDown|LimitExceededException\.Rate|PriorRequestNotComplete)$/,
		say: ({call, place}) =>
			`${call}${place} is throttled by AWS: others use the same limit; it is tried again later`,
	},
	{
		kind: 'denied',
		codes:
			/^(AccessDenied\w*|UnauthorizedOperation|UnauthorizedAccess|NotAuthorized\w*|Forbidden\w*|AuthorizationError\w*)$/,
		say: ({call, place}, text) => `no permission for ${call}${place}${becauseOf(text)}`,
	},
	{
		kind: 'conflict',
		codes: /^(ConcurrentModification|EntityTemporarilyUnmodifiable)(Exception)?$/,
		say: ({call}) => `${call}: somebody else is changing the same thing at this moment; try again`,
	},
	{
		kind: 'exists',
		codes: /^EntityAlreadyExists(Exception)?$/,
		say: ({call}, text) => `${call}: ${text || 'it is there already'}`,
	},
	{
		kind: 'unmodifiable',
		codes: /^UnmodifiableEntity(Exception)?$/,
		say: ({call}) => `${call}: service-linked: only the AWS service that it belongs to can change it`,
	},
	{
		kind: 'unsupported',
		codes:
			/^(UnknownOperationException|InvalidAction|NotImplemented\w*|UnsupportedOperation|UnknownError|InternalFailure\.NotImplemented)$/,
		say: ({call, place}) => `${call}${place} is not supported by this endpoint`,
	},
	{
		kind: 'not-found',
		codes:
			/^(NoSuchEntity\w*|ResourceNotFoundException|NotFoundException|Invalid\w+\.NotFound|DoesNotExist)$/,
		say: ({call}, text) => `${call}: ${text || 'not found'}`,
	},
];

const skewed =
	'the clock of this machine is wrong by more than AWS allows (5 minutes): set it (timedatectl, chronyc makestep)';

/**
 * Any error on the way to AWS or back, as a Refusal: one sanitised line that says what and what to do, without secrets.
 * Callers let an abort pass before they ask, since nobody refused anything then.
 */
export function refusalOf(error: unknown, context: Context = {}): Refusal {
	if (error instanceof Refusal) return error;
	const spoken = inWords(context);
	const code = codeOf(error);
	const requestId = asText(valueAt(error, '$metadata.requestId'));
	const details = {code, requestId};
	const network = networkTrouble(error);
	if (network !== null)
		return new Refusal('unreachable', `${spoken.call}${spoken.place}: ${network}`, details);

	const text = clean(error instanceof Error ? error.message : String(error));
	if (spoken.region !== null && isOptIn(spoken.region) && unusable.test(code ?? '')) {
		const line = `${spoken.region} is not enabled for this account, or does not accept these credentials`;
		return new Refusal('not-enabled', line, details);
	}
	const rule = rules.find(({codes}) => code !== null && codes.test(code));
	if (rule !== undefined) return new Refusal(rule.kind, rule.say(spoken, text), details);
	return byStatus(error, spoken, text, details);
}

/** An answer without a code that we know: emulators say 404 or 501, or answer with a page. */
function byStatus(
	error: unknown,
	spoken: Spoken,
	text: string,
	details: {code: string | null; requestId: string | null},
): Refusal {
	const status = valueAt(error, '$metadata.httpStatusCode') ?? valueAt(error, '$response.statusCode');
	const {call, place} = spoken;
	if (status === 502 || status === 503 || status === 504) {
		return new Refusal(
			'unreachable',
			`${call}${place}: the endpoint answers ${status}; try again later`,
			details,
		);
	}
	if (
		status === 404 ||
		status === 405 ||
		status === 501 ||
		error instanceof SyntaxError ||
		unparsable.test(text)
	) {
		return new Refusal('unsupported', `${call}${place} is not supported by this endpoint`, details);
	}
	const said = details.code === null || text.includes(details.code) ? text : `${details.code}: ${text}`;
	return new Refusal('failed', `${call}${place} failed: ${said}`, details);
}

/** A page of a proxy or an emulator: the SDK's parsers stumble over it. */
const unparsable = /Deserialization error|is not valid JSON|Unclosed tag|is not expected|<html/i;

function inWords(context: Context): Spoken {
	const {service, operation, region} = context;
	return {
		call: service === undefined || operation === undefined ? 'AWS' : `${service}:${operation}`,
		place: region === undefined ? '' : ` in ${region}`,
		region: region ?? null,
	};
}

/** The error's code: the SDK's name, without the `Client.` or `com.amazonaws…#` that some answers carry. */
function codeOf(error: unknown): string | null {
	const code =
		asText(valueAt(error, 'Code')) ??
		asText(valueAt(error, 'code')) ??
		(error instanceof Error ? error.name : null);
	if (code === null || code === 'Error' || code === 'TypeError') return null;
	return sanitise(code.replace(/^(Client|Server)\.|^.*#/, '')).slice(0, 80);
}

/** Which policy said no, where AWS tells: it decides who can help. */
function becauseOf(text: string): string {
	const policy = /with an explicit deny in (?:an? )?([a-z -]+ policy)/i.exec(text)?.[1];
	if (policy !== undefined) return `: an explicit deny in a ${policy.trim()}`;
	return ': `leaktui policy` prints what it needs';
}

/** Longest error text that is looked at: beyond it there is nothing for people, and patterns take their time. */
const longest = 2000;

function clean(message: string): string {
	const line = message.slice(0, longest).replace(/\s+/g, ' ').trim();
	return sanitise(withoutTokens(line)).slice(0, 300);
}

function asText(value: unknown): string | null {
	return typeof value === 'string' && value !== '' ? value : null;
}

/** Whether the error only says that somebody called the work off. */
export function isAbort(error: unknown): boolean {
	return isObject(error) && error['name'] === 'AbortError';
}
