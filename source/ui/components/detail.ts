import {type Line, span} from '../text/span.ts';
import {truncate, wrap} from '../text/width.ts';

/**
 * What the row under the cursor had to cut or leave out, told under the list over at most `rows` rows, `…` where even
 * they are too few. Null and empty parts are left out.
 */
export function detailLines(parts: readonly (string | null)[], width: number, rows: number): readonly Line[] {
	const room = Math.max(1, width - 4);
	const text = parts.filter(part => part !== null && part !== '').join(' · ');
	const wrapped = text === '' ? [] : wrap(text, room);
	const shown =
		wrapped.length <= rows
			? wrapped
			: [...wrapped.slice(0, rows - 1), truncate(wrapped.slice(rows - 1).join(' '), room)];
	return shown.map((part, index) => [span(index === 0 ? '  └ ' : '    ', 'dim'), span(part)]);
}
