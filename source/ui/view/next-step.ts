import {foldedAlarms} from '../../domain/evidence.ts';
import {readBackAt} from '../../domain/proof.ts';
import {readBacksMade} from '../../domain/read-back.ts';
import {isReading} from '../../investigation/selectors.ts';
import type {State} from '../../investigation/state.ts';
import {madeByLineage} from '../panes/resources/rows.ts';
import {plural} from '../text/names.ts';
import type {Tone} from '../theme/tones.ts';
import {mayWork} from './may-work.ts';
import type {View} from './state.ts';

export interface NextStep {
	readonly text: string;
	readonly tone: Tone;
	/** Whether something came loose. */
	readonly alarm?: true;
}

/** The one line that leads a newcomer from the leak to clean: what is so, and what to press. */
export function nextStep(state: State, view: View): NextStep {
	if (state.setting === 'logs') return {text: fromFiles(state), tone: 'text'};
	const alarm = alarmed(state, view);
	if (alarm !== null) return alarm;
	const unknown = state.keys.filter(id => !state.facts.has(id));
	if (unknown.length > 0) return {text: `Reading ${unknown.join(', ')} …`, tone: 'dim'};
	const active = state.keys.filter(id => state.facts.get(id)?.status.value === 'Active');
	if (active.length > 0) return {text: onActive(state, view, active), tone: 'critical'};
	return afterwards(state, view);
}

function fromFiles(state: State): string {
	const {progress, state: trace} = state.trace;
	if (trace === 'recalling') return 'Opening the case. Nothing can be changed here.';
	if (trace === 'reading') {
		return `Reading files${progress === null ? '' : `: ${progress.done} of ${progress.total}`}. Nothing can be changed here.`;
	}
	return 'Read from files: nothing can be changed. Press 3 for what the key did.';
}

function onActive(state: State, view: View, active: readonly string[]): string {
	const name = state.keys.length > 1 ? `Key ${active[0]}` : 'Key';
	if (state.readOnly) return `${name} is ACTIVE. Read-only: start leaktui without --read-only to disable it.`;
	if (!active.includes(state.keys[Math.min(view.key.index, state.keys.length - 1)] ?? '')) {
		return `${name} is ACTIVE too. Go to it with ← → in Key (1), then press d.`;
	}
	return `${name} is ACTIVE. Press d to disable it, K for all that comes from it.`;
}

/** Something came loose: nothing else matters until it is ended again and the reader has seen it. */
function alarmed({containment, holding, readOnly}: State, {alarmSeen}: View): NextStep | null {
	if (containment === null) return null;
	if (holding?.lost === true) {
		const text = 'It is undone as fast as it is put back: only an SCP ends it. K, then h has its text.';
		return {text, tone: 'critical', alarm: true};
	}
	const [folded] = foldedAlarms(containment);
	if (folded?.stands !== true) return null;
	if (containment.open === 0 && containment.raised <= alarmSeen) return null;
	if (holding !== null) {
		const text = `It is being undone, and put back at once (${plural(holding.repeated, 'time')}): V shows it.`;
		return {text, tone: 'critical', alarm: true};
	}
	const what = containment.open > 0 && !readOnly ? 'K ends it' : 'V shows it';
	const more = folded.count > 1 ? `${folded.count} like it: ` : '';
	return {text: `${what}: ${more}${folded.newest.text}`, tone: 'critical', alarm: true};
}

/** What the lineage can still do, before anything else is cleaned; null once it can do nothing. */
function containing({containment, credentials, execution, readOnly}: State, head: string): NextStep | null {
	const open = credentials.filter(mayWork);
	if (containment === null) {
		if (open.length === 0) return null;
		const how = readOnly ? '2 lists them' : 'K contains them';
		return {text: `${head} ${plural(open.length, 'credential')} may still work: ${how}.`, tone: 'critical'};
	}
	const {since, readBacks, failed} = containment;
	const made = readBacksMade(readBacks, since, readBackAt);
	if (execution?.finished === false || (since !== null && made < readBackAt.length)) {
		return {
			text: `${head} Reading back what holds (${made} of ${readBackAt.length}): V verifies.`,
			tone: 'warn',
		};
	}
	if (failed !== null) return {text: `${head} What holds could not be read: V says why.`, tone: 'critical'};
	const loose = containment.proofs.filter(({state}) => state === 'open' || state === 'unknown').length;
	if (loose === 0) return null;
	return {
		text: `${head} ${plural(loose, 'credential')} not contained: V says why, K plans again.`,
		tone: 'critical',
	};
}

/** No key is active as far as is known: what they made goes first, then what still works. */
function afterwards(state: State, view: View): NextStep {
	const here = view.pane === 'resources';
	const marked = [...view.resources.marks].filter(key => state.resources.get(key)?.gone === false).length;
	if (marked > 0) {
		const where = here ? 'Press x' : 'Press 4, then x,';
		return {text: `${plural(marked, 'resource')} marked. ${where} to review the removal.`, tone: 'warn'};
	}
	const unread = state.keys.map(id => state.facts.get(id)?.status).find(status => status?.value == null);
	if (unread != null) return {text: `Key state UNKNOWN: ${unread.error}. r tries again.`, tone: 'warn'};
	const off = state.facts.get(state.keys[0] ?? '')?.status.value === 'deleted' ? 'DELETED' : 'INACTIVE';
	const head = state.containment === null ? `Key is ${off}.` : 'Contained.';
	const first = containing(state, `Key is ${off}.`);
	if (first !== null) return first;
	const made = madeByLineage(state).length;
	if (made > 0) {
		const it = made === 1 ? '1 resource it made is' : `${made} resources it made are`;
		return {
			text: `${head} ${it} left: ${here ? 'm marks, x removes' : 'press 4, then m, then x'}.`,
			tone: 'warn',
		};
	}
	const scans = [...state.scans.values()].map(({scan}) => scan.state);
	if (isReading(state) || scans.includes('reading')) {
		return {text: `${head} Still looking for what it made …`, tone: 'warn'};
	}
	if (state.trace.state === 'failed' || scans.includes('failed') || scans.includes('denied')) {
		return {
			text: `${head} Nothing it made is left in what could be read: ! says what could not.`,
			tone: 'warn',
		};
	}
	return {text: `${head} Nothing that it made is left. q ends, with a summary.`, tone: 'good'};
}
