import {foldedAlarms} from '../../domain/evidence.ts';
import type {PrincipalProof, Proof} from '../../domain/proof.ts';
import {readingsSince} from '../../domain/read-back.ts';
import {logEnd} from '../../investigation/selectors.ts';
import type {Containment, State} from '../../investigation/state.ts';
import {plural, principalName} from '../text/names.ts';
import {type Line, line, row, span} from '../text/span.ts';
import * as time from '../text/time.ts';
import {wrap} from '../text/width.ts';
import type {Tone} from '../theme/tones.ts';
import type {View} from '../view/state.ts';
import {logLines} from './coverage.ts';

/** The proof: how things stand, what came loose, what holds each credential, user and role and since when. */
export function proofLines(state: State, view: View, width: number): readonly Line[] {
	const {containment} = state;
	if (containment === null) return [line('Nothing has been contained yet: K plans it.', 'dim')];
	const {proofs, principals} = containment;
	return [
		...readingLines(containment, view, width),
		...openLines(state, width),
		...handoverLines(containment, width),
		...reachLines(state, view, width),
		...alarmLines(containment, view, width),
		line(''),
		...worstFirst(proofs).flatMap(proof => credentialLines(proof, state, view, width)),
		...(principals.length === 0 ? [] : [line(''), line('Users and roles', 'strong')]),
		...worstFirst(principals).flatMap(proof => principalLines(proof, view, width)),
	];
}

type Look = Readonly<Record<Proof['state'], {readonly word: string; readonly tone: Tone}>>;

/** The worst first, as a reader needs them. */
const looks: Look = {
	open: {word: '✗ OPEN', tone: 'critical'},
	unrevocable: {word: '✗ no policy ends it', tone: 'critical'},
	unknown: {word: '? not known', tone: 'warn'},
	contained: {word: '✓ contained', tone: 'good'},
	expired: {word: '✓ expired', tone: 'good'},
};

function worstFirst<T extends {readonly state: Proof['state']}>(proofs: readonly T[]): readonly T[] {
	const order = Object.keys(looks);
	return proofs.toSorted((one, other) => order.indexOf(one.state) - order.indexOf(other.state));
}

function alarmLines(containment: Containment, {zone}: View, width: number): readonly Line[] {
	const lines = foldedAlarms(containment).flatMap(({newest, count, first, stands}): readonly Line[] => {
		const like = count === 1 ? '' : ` (${count} like it since ${time.clock(first, zone)})`;
		const answered = stands ? '' : ' (before the last plan)';
		const text = `${time.clock(newest.time, zone)} ${newest.text}${like}${answered}`;
		return wrap(text, width - 8).map((part, index) => [
			index > 0 ? span('       ') : span(' ALARM ', stands ? 'badge-bad' : 'dim'),
			span(` ${part}`, stands ? 'critical' : 'dim'),
		]);
	});
	return lines.length === 0 ? [] : [line(''), ...lines];
}

/** What is open, and who closes it. */
function openLines({containment, holding}: State, width: number): readonly Line[] {
	const {open = 0, readBacks = []} = containment ?? {};
	if (readBacks.length === 0) return [];
	const times = plural(holding?.repeated ?? 0, 'time');
	if (holding?.lost === true) {
		const text = `${plural(open, 'step')} loose, put back ${times}, in vain: only a service control policy ends it. h has its text.`;
		return wrap(text, width).map(part => line(part, 'critical'));
	}
	if (holding !== null) {
		const loose = open === 0 ? 'Nothing is loose' : `${plural(open, 'step')} loose at this moment`;
		const text = `${loose}. Until IAM obeys, what comes loose is put back at once: ${times} so far.`;
		return wrap(text, width).map(part => line(part, open === 0 ? 'good' : 'warn'));
	}
	return open === 0
		? [line('Nothing that a plan could end is open.', 'good')]
		: [line(`${plural(open, 'step')} would be needed again: esc, then K plans them.`, 'critical')];
}

function handoverLines({handover}: Containment, width: number): readonly Line[] {
	if (handover.length === 0) return [];
	const text = `Only others can do the rest: h shows the ${plural(handover.length, 'text')} to hand over.`;
	return wrap(text, width).map(part => line(part));
}

/** How far the log is read, and whether that is far enough to tell of calls after containment. */
function reachLines(state: State, view: View, width: number): readonly Line[] {
	const {to} = logEnd(state);
	const held = state.containment?.proofs.flatMap(({state: how, since}) =>
		how === 'contained' && since !== null ? [since] : [],
	);
	const last = Math.max(...(held ?? []));
	const short = Number.isFinite(last) && to !== null && to < last;
	const text = 'That is before containment: whether anything worked after it is not known yet.';
	return [
		...logLines(state, view, width),
		...(short ? wrap(text, width).map(part => line(part, 'warn')) : []),
	];
}

function readingLines(containment: Containment, {now, zone}: View, width: number): readonly Line[] {
	const {since, readBacks, next, failed} = containment;
	const newest = readBacks.at(-1);
	const ended =
		since === null
			? 'No plan was run here: what is contained, somebody else contained.'
			: `The last plan ended at ${time.clock(since, zone)}, ${time.ago(since, now)}.`;
	const again = `again in ${time.span(next - now)}`;
	const read =
		newest === undefined
			? 'Reading back what holds …'
			: `Read back ${plural(readingsSince(readBacks, since), 'time')}, last at ${time.clock(newest.last, zone)}, ${time.ago(newest.last, now)}; ${again}.`;
	return [
		...wrap(ended, width).map(part => line(part)),
		...wrap(read, width).map(part => line(part)),
		...(failed === null
			? []
			: wrap(`At ${time.clock(failed.time, zone)} it could not be read: ${failed.text}`, width).map(part =>
					line(part, 'critical'),
				)),
	];
}

function credentialLines(proof: Proof, {credentials}: State, view: View, width: number): readonly Line[] {
	const {credential, by} = proof;
	const look = looks[proof.state];
	const known = credentials.find(({id}) => id === credential);
	return [
		row([
			{text: look.word, width: 20, tone: look.tone},
			{text: credential, width: 21},
			{text: principalName(known?.principal ?? null), width: Math.max(0, width - 43), tone: 'dim'},
		]),
		...details([heldSince(proof, view), lastSuccessOf(proof, view), by], width),
	];
}

function principalLines(proof: PrincipalProof, view: View, width: number): readonly Line[] {
	const {kind, name} = proof.principal;
	const look = looks[proof.state];
	return [
		row([
			{text: look.word, width: 20, tone: look.tone},
			{text: `${kind} ${name}`, width: Math.max(0, width - 21)},
		]),
		...details([heldSince(proof, view), proof.by], width),
	];
}

function lastSuccessOf({state, since, lastSuccess}: Proof, {now, zone}: View): string {
	if (lastSuccess === null) return 'no success seen';
	const after = state === 'contained' && since !== null && lastSuccess > since;
	return `last success ${time.compactClock(lastSuccess, now, zone)}${after ? ', AFTER that' : ''}`;
}

function heldSince({since}: Pick<Proof, 'since'>, {now, zone}: View): string | null {
	return since === null ? null : `since ${time.compactClock(since, now, zone)}`;
}

function details(parts: readonly (string | null)[], width: number): readonly Line[] {
	const text = parts.filter(part => part !== null).join('; ');
	return wrap(text, width - 21).map(part => line(`${' '.repeat(21)}${part}`, 'dim'));
}
