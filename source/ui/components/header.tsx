import {isCaughtUp, logEnd} from '../../investigation/selectors.ts';
import type {State} from '../../investigation/state.ts';
import {plural, shortId} from '../text/names.ts';
import {justify, type Line, line, lineWidth, span} from '../text/span.ts';
import * as time from '../text/time.ts';
import {useIncident, useView} from '../view/context.tsx';
import {layoutOf} from '../view/layout.ts';
import {mayWork} from '../view/may-work.ts';
import {nextStep} from '../view/next-step.ts';
import {panes, type View} from '../view/state.ts';
import {Row} from './lines.tsx';

/** Two rows that are always there: where we are, and what comes next. */
export function Header() {
	const view = useView(whole => whole);
	const state = useIncident(whole => whole);
	const {columns} = view.size;
	const next = nextStep(state, view);
	return (
		<>
			<Row spans={headLine(state, view)} width={columns} />
			<Row
				spans={[
					next.alarm ? span(' ALARM ', 'badge-bad') : span(' next ', 'badge'),
					span(' '),
					span(next.text, next.tone),
				]}
				width={columns}
			/>
			{layoutOf(view.size).wide ? null : (
				<Row
					spans={justify(tabs(view), columns < 100 ? credentialsLeft(state) : [], columns)}
					width={columns}
				/>
			)}
		</>
	);
}

/** What must be said, and the keys themselves where there is room for them. */
function headLine(state: State, view: View): Line {
	const {columns} = view.size;
	const account = state.responder?.account ?? [...state.facts.values()][0]?.account ?? null;
	const left = [
		span(' leaktui ', 'strong'),
		...(state.setting === 'demo' ? [span(' DEMO ', 'badge'), span(' ')] : []),
		...(state.readOnly && state.setting !== 'logs' ? [span(' READ-ONLY ', 'badge-warn'), span(' ')] : []),
		span(account ?? (state.setting === 'logs' ? 'files' : 'account ?'), 'dim'),
	];
	const rest = [
		...(columns < 100 ? [] : credentialsLeft(state)),
		...(state.problems.length === 0 ? [] : [span(`  ! ${plural(state.problems.length, 'problem')}`, 'warn')]),
	];
	const right = rightOf(state, view);
	const room = columns - lineWidth([...left, ...rest, ...right]);
	return justify([...left, ...keysLine(state.keys, room), ...rest], right, columns);
}

/** The keys under investigation: in full, else cut, else not at all. */
function keysLine(keys: readonly string[], room: number): Line {
	const ways = [keys, keys.map(shortId)].map(ids => [span(`  ${ids.join(' ')}`)]);
	return ways.find(way => lineWidth(way) < room) ?? [];
}

/** How much of the lineage may still sign calls. */
function credentialsLeft({credentials}: State): Line {
	if (credentials.length === 0) return [];
	const alive = credentials.filter(mayWork).length;
	return [span(`  ${plural(alive, 'credential')} may work `, alive === 0 ? 'good' : 'bad')];
}

function rightOf(state: State, view: View): Line {
	const running =
		state.execution !== null && !state.execution.finished ? [span(' RUNNING ', 'badge-warn'), span(' ')] : [];
	return [...running, ...liveness(state, view), span(' ')];
}

/** What the screen shows holds up to a moment: the end of the log, else (on files) when it came in. */
function ageOf(state: State, {now, zone}: View): string {
	const {to, unread} = logEnd(state);
	const {updated} = state.events;
	if (to !== null)
		return ` to ${time.clock(to, zone)}${unread === 0 ? '' : `, ${plural(unread, 'region')} not`}`;
	return updated === null ? '' : ` ${time.span(now - updated)} old`;
}

function liveness(state: State, view: View): Line {
	const {trace} = state;
	const age = ageOf(state, view);
	if (view.frozen !== null) return [span(` PAUSED${age} `, 'badge-warn')];
	const throttled = throttledOf(trace.progress?.slowed ?? new Map(), view);
	switch (trace.state) {
		case 'recalling':
			return [span(`◌ ${openingOf(state)}`, 'accent')];
		case 'reading':
			return [span(`◌ ${readingOf(state)}`, 'accent'), ...throttled];
		case 'following':
			return [span(`● live${age}`, 'good'), ...throttled];
		case 'done':
			return isCaughtUp(state) && logEnd(state).unread === 0
				? line('■ all read', 'dim')
				: line('■ ended, not all read: L', 'warn');
		case 'failed':
			return line('✗ history failed', 'bad');
	}
}

/** `opening the case, 34 %`: a large one takes a while to be known again; its events can be read at once. */
function openingOf({trace: {progress}}: State): string {
	if (progress === null || progress.total === 0) return 'opening the case';
	return `opening the case, ${Math.floor((progress.done / progress.total) * 100)} %`;
}

/** Which region AWS slows down and how far, or how many; of that only the number where there is little room. */
function throttledOf(slowed: ReadonlyMap<string, number>, {size}: View): Line {
	const [first] = slowed;
	if (first === undefined) return [];
	if (size.columns < 100) return [span(` ${slowed.size} throttled`, 'warn')];
	const [region, wait] = first;
	const which = slowed.size > 1 ? `${slowed.size} regions` : region;
	return [span(` ${which} throttled, every ${time.interval(wait)}`, 'warn')];
}

/** `reading 3/18`; of files, and as soon as it can be told, `reading 12/57 files, 41 MB/s, 3 s left`. */
function readingOf({trace: {progress}, setting}: State): string {
	if (progress === null || progress.total === 0) return 'reading';
	const {done, total, pace} = progress;
	const files = setting === 'logs' ? ' files' : '';
	const left =
		pace == null ? '' : `, ${pace.megabytesPerSecond.toFixed(pace.megabytesPerSecond < 10 ? 1 : 0)} MB/s`;
	const rest = pace == null || pace.secondsLeft === 0 ? '' : `, ${time.span(pace.secondsLeft * 1000)} left`;
	return `reading ${done}/${total}${files}${left}${rest}`;
}

const names = {key: 'Key', sessions: 'Sessions', events: 'Events', resources: 'Resources'} as const;

function tabs({pane}: View): Line {
	return panes.flatMap((name, index) => [
		span(` ${index + 1} ${names[name]} `, name === pane ? 'cursor' : 'dim'),
		span(' '),
	]);
}
