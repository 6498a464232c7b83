import type {RotatedKey, Rotation} from '../../domain/rotation.ts';
import {plural} from '../text/names.ts';
import {fitLine, type Line, line, span} from '../text/span.ts';
import * as time from '../text/time.ts';
import {truncate, wrap} from '../text/width.ts';
import {recently} from '../view/rotating.ts';
import type {View} from '../view/state.ts';

/** Both keys side by side: who uses each, from where, how often, and what stands in the way of the next step. */
export function rotationLines(
	rotation: Rotation,
	silence: number,
	view: View,
	width: number,
): readonly Line[] {
	const half = Math.floor((width - 3) / 2);
	const old = keyLines('old key', rotation.old, view, half);
	const fresh =
		rotation.fresh === null
			? [line('new key', 'dim'), line('none yet: n makes one', 'warn')]
			: keyLines('new key', rotation.fresh, view, half);
	const rows = Array.from({length: Math.max(old.length, fresh.length)}, (_, index) => [
		...fitLine(old[index] ?? [], half),
		span(' │ ', 'dim'),
		...fitLine(fresh[index] ?? [], half),
	]);
	return [
		...rows,
		line(''),
		...wrap(nextOf(rotation), width).map(part => line(part, 'strong')),
		line(`deleted only after ${time.span(silence)} of silence: + and - change that`, 'dim'),
		line(''),
		...rotation.hints.flatMap(hint =>
			wrap(hint, width - 2).map((part, index) => [span(index === 0 ? '• ' : '  ', 'warn'), span(part)]),
		),
	];
}

function keyLines(title: string, key: RotatedKey, {now, zone}: View, width: number): readonly Line[] {
	const {id, status, calls, refused, uses, lastUsed, silentFor, worksIn} = key;
	const last = lastUsed === null ? 'never' : `${time.ago(lastUsed, now)}, ${time.clock(lastUsed, zone)}`;
	return [
		line(title, 'dim'),
		[
			span(`${id} `, 'strong'),
			span(worksIn > 0 ? `works in ${time.span(worksIn)}` : status, status === 'Active' ? 'text' : 'good'),
		],
		line(`last used ${last}`),
		line(
			silentFor === null ? 'silence not known yet' : `silent for ${time.span(silentFor)}, says the log`,
			'dim',
		),
		line(
			`${plural(calls, 'call')} in ${time.span(recently)}, ${refused} refused`,
			refused > 0 ? 'warn' : 'text',
		),
		...uses.map(use =>
			line(truncate(`  ${use.calls}× ${use.who}${use.refused > 0 ? `, ${use.refused} refused` : ''}`, width)),
		),
	];
}

/** What to do now, and with which key. */
function nextOf({old, fresh, deletable}: Rotation): string {
	if (fresh === null) return 'n makes the new key; its secret is shown once.';
	if (fresh.worksIn > 0)
		return `Give the application ${fresh.id}: it works in some ${time.span(fresh.worksIn)}.`;
	if (old.status === 'Active')
		return fresh.calls === 0
			? `Move the application to ${fresh.id}: nobody has used it in the last minutes. d disables the old key.`
			: 'The new key is in use. d disables the old key; if something breaks, e brings it back at once.';
	if (deletable.ready)
		return 'X deletes the old key for good. e brings it back at once if something still needs it.';
	return `Watch the application: e brings the old key back at once. Not to be deleted yet: ${deletable.reason}.`;
}
