import type {Field} from '../input/line-editor.ts';
import {type Line, span} from '../text/span.ts';
import {graphemes} from '../text/width.ts';
import {useStage, useView} from '../view/context.tsx';
import type {Entry} from '../view/state.ts';
import {Row} from './lines.tsx';

const prompts: Readonly<Record<Entry['purpose'], string>> = {
	events: 'filter events',
	resources: 'filter resources',
	record: 'search',
};

/** The open text field, and whether what is in it is valid. */
export function EntryLine() {
	const {session} = useStage();
	const {columns} = useView(view => view.size);
	const entry = useView(view => view.entry);
	if (entry === null) return null;
	const filters = entry.purpose !== 'record';
	const invalid = filters ? session.events.invalid(entry.field.text) : null;
	const help = filters ? 'text, /regex/, !not' : '';
	const verdict =
		invalid === null
			? span(`  ${entry.field.text === '' ? help : '✓'}`, 'good')
			: span(`  ✗ ${invalid}`, 'bad');
	return (
		<Row
			spans={[span(` ${prompts[entry.purpose]} / `, 'accent'), ...fieldLine(entry.field), verdict]}
			width={columns}
		/>
	);
}

/** A field's text with its cursor drawn. */
export function fieldLine({text, at}: Field): Line {
	const parts = graphemes(text);
	return [
		span(parts.slice(0, at).join('')),
		span(parts[at] ?? ' ', 'cursor'),
		span(parts.slice(at + 1).join('')),
	];
}
