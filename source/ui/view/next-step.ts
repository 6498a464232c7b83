import type {State} from '../../investigation/state.ts';
import {madeByLineage} from '../panes/resources/rows.ts';
import {plural} from '../text/names.ts';
import type {Tone} from '../theme/tones.ts';
import {mayWork} from './may-work.ts';
import type {View} from './state.ts';

export interface NextStep {
	readonly text: string;
	readonly tone: Tone;
}

/** The one line that leads a newcomer from the leak to clean: what is so, and what to press. */
export function nextStep(state: State, view: View): NextStep {
	if (state.setting === 'logs') return {text: fromFiles(state), tone: 'text'};
	const unknown = state.keys.filter(id => !state.facts.has(id));
	if (unknown.length > 0) return {text: `Reading ${unknown.join(', ')} …`, tone: 'dim'};
	const active = state.keys.filter(id => state.facts.get(id)?.status.value === 'Active');
	if (active.length > 0) return {text: onActive(state, view, active), tone: 'critical'};
	const marked = view.resources.marks.size;
	if (marked > 0) {
		return {
			text: `${plural(marked, 'resource')} marked. Press x in Resources (4) to review the removal.`,
			tone: 'warn',
		};
	}
	return afterwards(state, view);
}

function fromFiles(state: State): string {
	const progress = state.trace.progress;
	if (state.trace.state === 'reading') {
		return `Reading files${progress === null ? '' : `: ${progress.done} of ${progress.total}`}. Nothing can be changed here.`;
	}
	return 'Read from files: nothing can be changed here. Press 3 to see what the key did, y to copy what you select.';
}

function onActive(state: State, view: View, active: readonly string[]): string {
	const name = state.keys.length > 1 ? `Key ${active[0]}` : 'Key';
	if (state.readOnly) return `${name} is ACTIVE. Read-only: start leaktui without --read-only to disable it.`;
	if (!active.includes(state.keys[Math.min(view.key.index, state.keys.length - 1)] ?? '')) {
		return `${name} is ACTIVE too. Go to it with ← → in Key (1), then press d.`;
	}
	return `${name} is ACTIVE. Press d to disable it.`;
}

function afterwards(state: State, view: View): NextStep {
	const status = state.facts.get(state.keys[0] ?? '')?.status;
	const head =
		status === undefined || status.error !== null
			? 'Key status UNKNOWN.'
			: `Key is ${status.value === 'deleted' ? 'DELETED' : 'INACTIVE'}.`;
	const made = madeByLineage(state).length;
	const alive = state.credentials.filter(
		credential => credential.parent !== null && mayWork(credential),
	).length;
	const sessions = alive === 0 ? '' : ` ${plural(alive, 'credential')} of its lineage may still work (2).`;
	if (made > 0) {
		const removal = view.pane === 'resources' ? 'm marks them, x removes' : 'press 4, then m, then x';
		return {
			text: `${head}${sessions} ${plural(made, 'resource')} it made ${made === 1 ? 'is' : 'are'} still there: ${removal}.`,
			tone: 'warn',
		};
	}
	const reading = [...state.scans.values()].some(({scan}) => scan.state === 'reading');
	if (reading) return {text: `${head}${sessions} Still looking for resources …`, tone: 'warn'};
	if (alive > 0) return {text: `${head}${sessions} Nothing that it made is left.`, tone: 'warn'};
	return {text: `${head} Nothing that it made is left. q ends, with a summary.`, tone: 'good'};
}
