/** Why AWS (or the way to it) said no, as far as a caller must tell them apart. */
export type RefusalKind =
	| 'denied'
	| 'throttled'
	| 'not-enabled'
	| 'unreachable'
	| 'credentials'
	| 'unsupported'
	| 'not-found'
	/** Somebody changes the same thing at the same moment. */
	| 'conflict'
	/** What was to be made is there already. */
	| 'exists'
	/** AWS keeps it for one of its services. */
	| 'unmodifiable'
	| 'read-only'
	| 'guard'
	| 'failed';

/** A no that a person can act on: `message` is one sanitised line that says what and what to do. */
export class Refusal extends Error {
	readonly kind: RefusalKind;
	/** AWS's error code, where AWS said it. */
	readonly code: string | null;
	readonly requestId: string | null;

	constructor(
		kind: RefusalKind,
		message: string,
		details: {code?: string | null; requestId?: string | null} = {},
	) {
		super(message);
		this.name = 'Refusal';
		this.kind = kind;
		this.code = details.code ?? null;
		this.requestId = details.requestId ?? null;
	}
}
