import {sanitise} from '../../domain/text.ts';
import {type Line, span} from '../text/span.ts';
import {wrap} from '../text/width.ts';

/** A text of a list, in as many rows as it takes. */
export function bullet(text: string, width: number): readonly Line[] {
	return wrap(sanitise(text), width - 2).map((part, index) => [
		span(index === 0 ? '• ' : '  ', 'warn'),
		span(part),
	]);
}
