import {standingAlarms} from '../../domain/evidence.ts';
import type {PrincipalProof, Proof} from '../../domain/proof.ts';
import {readingsSince} from '../../domain/read-back.ts';
import type {Containment, State} from '../../investigation/state.ts';
import {plural, principalName} from '../text/names.ts';
import {type Line, line, row, span} from '../text/span.ts';
import * as time from '../text/time.ts';
import {wrap} from '../text/width.ts';
import type {Tone} from '../theme/tones.ts';
import type {View} from '../view/state.ts';
import {logLines} from './coverage.ts';

/** The proof: what came loose, what holds each credential, user and role and since when, and how far the log is read. */
export function proofLines(state: State, view: View, width: number): readonly Line[] {
	const {containment} = state;
	if (containment === null) return [line('Nothing has been contained yet: K plans it.', 'dim')];
	const {proofs, principals} = containment;
	return [
		...alarmLines(containment, view, width),
		...readingLines(containment, view, width),
		...logLines(state, view, width),
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
	const standing = new Set(standingAlarms(containment));
	const lines = containment.alarms.toReversed().flatMap((alarm): readonly Line[] => {
		const stands = standing.has(alarm);
		const tone = stands ? 'critical' : 'dim';
		const text = `${time.clock(alarm.time, zone)} ${alarm.text}${stands ? '' : ' (before the last plan)'}`;
		return wrap(text, width - 8).map((part, index) => [
			index > 0 ? span('       ') : span(' ALARM ', stands ? 'badge-bad' : 'dim'),
			span(` ${part}`, tone),
		]);
	});
	return lines.length === 0 ? [] : [...lines, line('')];
}

function readingLines(containment: Containment, {now, zone}: View, width: number): readonly Line[] {
	const {since, readBacks, next, failed, open} = containment;
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
		...(newest === undefined ? [] : [openLine(open)]),
	];
}

function openLine(open: number): Line {
	return open === 0
		? line('Nothing that a plan could end is open.', 'good')
		: line(`${plural(open, 'step')} would be needed again: esc, then K plans them.`, 'critical');
}

function credentialLines(proof: Proof, {credentials}: State, view: View, width: number): readonly Line[] {
	const {credential, lastSuccess, by} = proof;
	const look = looks[proof.state];
	const known = credentials.find(({id}) => id === credential);
	const success =
		lastSuccess === null ? 'no success seen' : `last success ${time.ago(lastSuccess, view.now)}`;
	return [
		row([
			{text: look.word, width: 20, tone: look.tone},
			{text: credential, width: 21},
			{text: principalName(known?.principal ?? null), width: Math.max(0, width - 43), tone: 'dim'},
		]),
		...details([heldSince(proof, view), success, by], width),
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

function heldSince({since}: Pick<Proof, 'since'>, {zone}: View): string | null {
	return since === null ? null : `since ${time.dayClock(since, zone)}`;
}

function details(parts: readonly (string | null)[], width: number): readonly Line[] {
	const text = parts.filter(part => part !== null).join('; ');
	return wrap(text, width - 21).map(part => line(`${' '.repeat(21)}${part}`, 'dim'));
}
