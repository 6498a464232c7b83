import {type Line, lineWidth, span} from '../text/span.ts';
import {truncate} from '../text/width.ts';
import {glyphs} from '../theme/glyphs.ts';

/** The row over a pane: number and name, what it shows, and on the right how much; a rule fills the rest. */
export function paneTitle(
	{
		number,
		name,
		detail,
		right,
		focused,
	}: {
		readonly number: number;
		readonly name: string;
		readonly detail: string;
		readonly right: Line;
		readonly focused: boolean;
	},
	width: number,
): Line {
	const tone = focused ? 'accent' : 'dim';
	const head = [
		span(`${glyphs.rule}${focused ? glyphs.cursor : glyphs.rule}`, tone),
		span(` ${number} ${name} `, focused ? 'strong' : 'dim'),
	];
	const tail = lineWidth(right) === 0 ? [] : [span(' '), ...right, span(' ')];
	const room = width - lineWidth(head) - lineWidth(tail) - 3;
	const text = detail === '' || room < 6 ? '' : `${truncate(detail, room)} `;
	const rule = Math.max(0, width - lineWidth(head) - lineWidth(tail) - lineWidth([span(text)]));
	return [...head, span(text, 'dim'), span(glyphs.rule.repeat(rule), tone), ...tail];
}
