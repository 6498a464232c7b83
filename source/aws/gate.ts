import {randomUUID} from 'node:crypto';
import type {Identity} from '../domain/identity.ts';
import {type Journal, type JournalLine, rehearsed} from '../domain/journal.ts';
import type {AwsCall, ServiceName, Step, StepOutcome} from '../domain/plan.ts';
import {undoAfter} from '../domain/plans/undo.ts';
import {Refusal} from '../domain/refusal.ts';
import type {Caller} from './clients.ts';
import {refusalOf} from './errors.ts';
import {guard} from './guard.ts';
import {findOperation} from './operations.ts';
import {persist} from './persist.ts';
import {withoutSecrets} from './secrets.ts';

/** Writes that the gate lets out: the input object that will be sent, and the call that it belongs to. */
const tickets = new WeakMap<object, AwsCall>();

/**
 * Stands at the mouth of every client (clients.ts) and lets pass: reads of the operations table, and a write whose input
 * is the very object for which the gate below issued a ticket, for exactly this call, once. Anything else throws a
 * Refusal, and nothing has left the machine.
 */
export function admit(service: ServiceName, region: string, operation: string, input: unknown): void {
	const row = findOperation(service, operation);
	if (row === undefined) {
		throw new Refusal('guard', `${service}:${operation} is not among the calls that leaktui makes: not sent`);
	}
	if (row.access === 'read') return;
	const ticket = typeof input === 'object' && input !== null ? take(input) : undefined;
	if (ticket?.service !== service || ticket.operation !== operation || ticket.region !== region) {
		throw new Refusal('guard', `${service}:${operation} did not come through the write gate: not sent`);
	}
}

function take(input: object): AwsCall | undefined {
	const ticket = tickets.get(input);
	tickets.delete(input);
	return ticket;
}

/** @returns the call with an input of its own that nobody can change any more, and that may be sent once. */
function issue(call: AwsCall): AwsCall {
	const input = freeze(structuredClone(call.input));
	const ticket = {...call, input};
	tickets.set(input, ticket);
	return ticket;
}

export interface GateOptions {
	readonly mode: 'read-only' | 'respond';
	readonly journal: Journal;
	readonly identity: Identity;
	/** Whether a credential is under investigation: a key, or anything minted from one as far as is known now. */
	readonly inLineage: (credential: string) => boolean;
	/** ms since the epoch. */
	readonly now: () => number;
}

/** Where every write passes. */
export interface Gate {
	/**
	 * Makes the one call of a step. Never throws. `refused`: the gate did not let it out, and nothing was sent or
	 * journaled; `failed`: AWS said no, or the way to it did. The output of `CreateAccessKey` holds the new secret: it is
	 * handed over here and nowhere else.
	 */
	perform(step: Step): Promise<StepOutcome>;
}

/** What differs between the two lines of a write. */
type Told = Pick<JournalLine, 'phase' | 'undo' | 'outcome' | 'requestId'>;

/** @param caller Sends by name and says who signs; the clients of clients.ts. */
export function openGate(caller: Caller, options: GateOptions): Gate {
	/** Once a result could not be written down, nothing more may be done. */
	let broken: string | null = null;

	return {
		async perform(step) {
			const refusal = broken ?? (await guard(step.call, caller, options));
			if (refusal !== null) return {status: 'refused', reason: refusal};
			const write = randomUUID();
			const {account, arn: actor} = options.identity;
			const {target, before, undoes} = step;
			const line = ({phase, undo, outcome, requestId}: Told) =>
				options.journal.append({
					phase,
					time: options.now(),
					write,
					account,
					actor,
					call: withoutSecrets(step.call),
					target,
					undo,
					...(before === undefined ? {} : {before}),
					...(undoes === undefined ? {} : {undoes}),
					outcome,
					requestId,
				});
			try {
				line({phase: 'intent', undo: step.undo, outcome: null, requestId: null});
			} catch (error) {
				return {status: 'refused', reason: `nothing was done: ${journalTrouble(error)}`};
			}
			const outcome = await persist(step.call, () => send(caller, step.call));
			try {
				const done = outcome.status === 'done';
				line({
					phase: 'result',
					undo: done ? undoAfter(step.call, step.undo, outcome.output) : step.undo,
					outcome: toldOf(outcome, step.call),
					requestId: requestIdOf(outcome),
				});
			} catch (error) {
				broken = `nothing more is done: ${journalTrouble(error)}`;
			}
			return outcome;
		},
	};
}

async function send(caller: Caller, call: AwsCall): Promise<StepOutcome> {
	try {
		const {output, requestId} = await caller.send(issue(call));
		return {status: 'done', requestId, output};
	} catch (error) {
		const refusal = refusalOf(error, call);
		// EC2 answers a dry run that would have worked with an error (field guide §7).
		if (call.input['DryRun'] === true && refusal.code === 'DryRunOperation') {
			return {status: 'done', requestId: refusal.requestId, output: {}};
		}
		// A lost answer is not a no: only reading the state back tells.
		const doubt = refusal.kind === 'unreachable' ? '; whether AWS carried it out is unknown' : '';
		const {kind, message, requestId} = refusal;
		return {status: 'failed', reason: message + doubt, requestId, kind};
	}
}

/** A rehearsal must not read like the deed. */
function toldOf(outcome: StepOutcome, {input}: AwsCall): string {
	const rehearsal = input['DryRun'] === true;
	if (outcome.status === 'done') return rehearsal ? rehearsed : 'done';
	return `${rehearsal ? 'dry run ' : ''}${outcome.status}: ${outcome.reason}`;
}

function requestIdOf(outcome: StepOutcome): string | null {
	return outcome.status === 'done' || outcome.status === 'failed' ? outcome.requestId : null;
}

function journalTrouble(error: unknown): string {
	return `the journal cannot be written (${error instanceof Error ? error.message : String(error)})`;
}

function freeze<T>(value: T): T {
	if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) {
		Object.freeze(value);
		for (const part of Object.values(value)) freeze(part);
	}
	return value;
}
