import type {Proof} from '../../domain/proof.ts';
import {standingAlarms} from '../../investigation/selectors.ts';
import type {Containment, State} from '../../investigation/state.ts';
import {plural, principalName} from '../text/names.ts';
import {type Line, line, row, span} from '../text/span.ts';
import * as time from '../text/time.ts';
import {wrap} from '../text/width.ts';
import type {Tone} from '../theme/tones.ts';
import type {View} from '../view/state.ts';
import {logLines} from './coverage.ts';

/** The proof: what holds each credential and since when, what came loose, and how far the log has been read. */
export function proofLines(state: State, view: View, width: number): readonly Line[] {
	const {containment} = state;
	if (containment === null) return [line('Nothing has been contained yet: K plans it.', 'dim')];
	return [
		...alarmLines(containment, view, width),
		...readingLines(containment, view),
		...logLines(state, view, width),
		line(''),
		...containment.proofs.flatMap(proof => credentialLines(proof, state, view, width)),
	];
}

const looks: Readonly<Record<Proof['state'], {readonly word: string; readonly tone: Tone}>> = {
	contained: {word: '✓ contained', tone: 'good'},
	expired: {word: '✓ expired', tone: 'good'},
	open: {word: '✗ OPEN', tone: 'critical'},
	unrevocable: {word: '✗ no policy ends it', tone: 'critical'},
	unknown: {word: '? not known', tone: 'warn'},
};

function alarmLines(containment: Containment, {zone}: View, width: number): readonly Line[] {
	const standing = new Set(standingAlarms(containment));
	const lines = containment.alarms.toReversed().flatMap((alarm): readonly Line[] => {
		const tone = standing.has(alarm) ? 'critical' : 'dim';
		return wrap(`${time.clock(alarm.time, zone)} ${alarm.text}`, width - 8).map((part, index) => [
			index > 0 ? span('       ') : span(' ALARM ', standing.has(alarm) ? 'badge-bad' : 'dim'),
			span(` ${part}`, tone),
		]);
	});
	return lines.length === 0 ? [] : [...lines, line('')];
}

function readingLines(
	{since, reading, readings, next, open}: Containment,
	{now, zone}: View,
): readonly Line[] {
	const left = Math.max(0, next - now);
	return [
		line(`Last plan ended at ${time.clock(since, zone)}, ${time.ago(since, now)}.`),
		line(
			reading === null
				? 'Reading back what holds …'
				: `Read back ${plural(readings, 'time')}, last at ${time.clock(reading.time, zone)}; again in ${time.span(left)}.`,
		),
		open === 0
			? line('Nothing that a plan could end is open.', 'good')
			: line(`${plural(open, 'step')} would be needed again: K plans them.`, 'critical'),
	];
}

function credentialLines(
	{credential, state: verdict, by, since, lastSuccess}: Proof,
	{credentials}: State,
	{now, zone}: View,
	width: number,
): readonly Line[] {
	const look = looks[verdict];
	const known = credentials.find(({id}) => id === credential);
	const held = since === null ? '' : `since ${time.dayClock(since, zone)}`;
	const success = lastSuccess === null ? 'no success seen' : `last success ${time.ago(lastSuccess, now)}`;
	return [
		row([
			{text: look.word, width: 20, tone: look.tone},
			{text: credential, width: 21},
			{text: principalName(known?.principal ?? null), width: Math.max(0, width - 43), tone: 'dim'},
		]),
		...wrap([held, success, by].filter(part => part !== null && part !== '').join('; '), width - 21).map(
			part => line(`${' '.repeat(21)}${part}`, 'dim'),
		),
	];
}
