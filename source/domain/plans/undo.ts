import {isoTime} from '../event.ts';
import type {JournalEntry} from '../journal.ts';
import type {AwsCall} from '../plan.ts';
import type {Planned} from './planned.ts';

/** A write of the journal that can be taken back. */
export interface Undoable {
	/** As the journal names it. */
	readonly write: string;
	/** ms since the epoch at which it was made. */
	readonly time: number;
	readonly target: string;
	readonly call: AwsCall;
	readonly undo: AwsCall;
	readonly before: Readonly<Record<string, unknown>> | null;
	/** False where AWS's answer was lost: it may not have been carried out. */
	readonly certain: boolean;
	/** Later writes to the same thing, which must be taken back first. */
	readonly after: readonly string[];
}

/** What can be taken back of all that the journal tells, the newest first. What was taken back already is not there. */
export function undoable(entries: readonly JournalEntry[]): readonly Undoable[] {
	const intents = entries.filter(({phase}) => phase === 'intent');
	const results = new Map(entries.filter(({phase}) => phase === 'result').map(entry => [entry.write, entry]));
	const stands = ({write}: JournalEntry) => carriedOut(results.get(write));
	/** By write, when in the journal's order. */
	const takenBack = new Map(
		intents
			.filter(entry => stands(entry) === 'yes')
			.flatMap(({undoes, sequence}) => (undoes === undefined ? [] : [[undoes, sequence]])),
	);
	const made = intents
		.filter(entry => entry.undoes === undefined && stands(entry) !== 'no')
		.flatMap(entry => {
			// The result knows more: what a new key is called.
			const undo = results.get(entry.write)?.undo ?? entry.undo;
			return undo === null ? [] : [{entry, undo, slot: slotOf(undo), call: JSON.stringify(entry.call)}];
		});
	const firsts: (typeof made)[number][] = [];
	for (const one of made) {
		const earlier = firsts.findLast(({slot}) => slot === one.slot);
		// Done again after somebody else undid it: the first of them knows the state before, and stands for all.
		const isRepeated =
			earlier?.call === one.call &&
			(takenBack.get(earlier.entry.write) ?? Number.POSITIVE_INFINITY) > one.entry.sequence;
		if (!isRepeated) firsts.push(one);
	}
	const open = firsts.filter(({entry}) => !takenBack.has(entry.write)).toReversed();
	return open.map(({entry, undo, slot}, index) => ({
		write: entry.write,
		time: entry.time,
		target: entry.target,
		call: entry.call,
		undo,
		before: entry.before ?? null,
		certain: stands(entry) === 'yes',
		after: open
			.slice(0, index)
			.flatMap(later => (later.slot === slot || isIn(later, entry) ? [later.entry.write] : [])),
	}));
}

/**
 * Takes writes back, each by the call that the journal keeps for it. Those to the same thing go back in turn, the newest
 * first; the others in any order, together.
 *
 * @param writes Which of them; default: all.
 */
export function undo(entries: readonly JournalEntry[], writes?: readonly string[]): Planned {
	const all = undoable(entries);
	const chosen = all.filter(({write}) => writes?.includes(write) ?? true);
	if (chosen.length === 0) return {reason: 'nothing in the journal is left that could be taken back'};
	const included = new Set(chosen.map(({write}) => write));
	const blocked = chosen.find(({after}) => after.some(write => !included.has(write)));
	if (blocked !== undefined) {
		const later = all.find(({write}) => blocked.after.includes(write) && !included.has(write));
		return {
			reason: `${blocked.target} was changed again at ${isoTime(later?.time ?? 0)}: take that back first`,
		};
	}
	const deleting = chosen.filter(({undo: {operation}}) => operation === 'DeleteAccessKey');
	const [only] = deleting;
	return {
		title:
			chosen.length === 1
				? `Take back ${chosen[0]?.call.operation} of ${chosen[0]?.target}`
				: `Take back ${chosen.length} steps`,
		steps: chosen.map(({write, undo: call, target, call: done, time, after}) => ({
			id: write,
			call,
			target,
			why: `takes back ${done.operation} of ${isoTime(time)}`,
			danger: call.operation === 'DeleteAccessKey' ? 'irreversible' : 'reversible',
			undo: null,
			after,
			undoes: write,
		})),
		consequences: [
			'what was contained works again, for the attacker too',
			...chosen
				.filter(({certain}) => !certain)
				.map(
					({target, call}) =>
						`${call.operation} of ${target} may not have been carried out: AWS's answer was lost`,
				),
			...deleting.map(({undo: {input}}) => `${input['AccessKeyId']} is deleted: it cannot be brought back`),
		],
		confirmation: only === undefined ? null : String(only.undo.input['AccessKeyId']),
	};
}

/** What the journal says came of a write. One whose answer was lost, or that a crash cut short, may have been done. */
function carriedOut(result: JournalEntry | undefined): 'yes' | 'no' | 'unknown' {
	const outcome = result?.outcome ?? null;
	if (outcome === 'done') return 'yes';
	return outcome === null || /whether AWS carried it out is unknown/.test(outcome) ? 'unknown' : 'no';
}

/** What a call sets, whatever it sets it to: two calls with the same slot do not commute. */
function slotOf({service, region, operation, input}: AwsCall): string {
	const noun = operation.replace(/^(Attach|Create|Delete|Detach|Modify|Put|Update)/, '');
	const parameters = Object.entries(input).toSorted(([one], [other]) => (one < other ? -1 : 1));
	const names = parameters.filter(
		([name, value]) => /(Name|Id|Arn)$/.test(name) && typeof value === 'string',
	);
	const attributes = service === 'ec2' ? parameters.map(([name]) => name) : [];
	return JSON.stringify([service, region, noun, names, attributes]);
}

/** Whether a later write put something into the group that a write made: IAM deletes none that is not empty. */
function isIn(later: {readonly undo: AwsCall}, {call: {operation, input}}: JournalEntry): boolean {
	return operation === 'CreateGroup' && later.undo.input['GroupName'] === input['GroupName'];
}

/**
 * The undo of a write whose own input does not tell it: a new key is taken back by its id, which only the answer knows
 * and which is no secret.
 *
 * @returns the step's own undo where the output adds nothing.
 */
export function undoAfter(
	call: AwsCall,
	undo: AwsCall | null,
	output: Readonly<Record<string, unknown>>,
): AwsCall | null {
	if (call.service !== 'iam' || call.operation !== 'CreateAccessKey') return undo;
	const made = output['AccessKey'];
	const {AccessKeyId, UserName} = Object(made) as {AccessKeyId?: unknown; UserName?: unknown};
	if (typeof AccessKeyId !== 'string') return undo;
	return {
		...call,
		operation: 'DeleteAccessKey',
		input: {UserName: UserName ?? call.input['UserName'], AccessKeyId},
	};
}
