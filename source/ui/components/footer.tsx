import type {Binding} from '../keymap/binding.ts';
import {bindings, scopesOf} from '../keymap/index.ts';
import {keyLabel} from '../keymap/labels.ts';
import {fitLine, type Line, lineWidth, span} from '../text/span.ts';
import {useIncident, useStage, useView} from '../view/context.tsx';
import {type Scene, sceneOf} from '../view/scene.ts';
import {EntryLine} from './entry-line.tsx';
import {Row} from './lines.tsx';
import {statusLine} from './status-line.ts';

/** The text field, else the last message for a while, else how far the log is read; under it the keys that work now. */
export function Footer() {
	const stage = useStage();
	const view = useView(whole => whole);
	const state = useIncident(whole => whole);
	const {columns} = view.size;
	const {flash} = view;
	return (
		<>
			{view.entry === null ? (
				<Row
					spans={flash === null ? statusLine(state, view) : [span(' '), span(flash.text, flash.tone)]}
					width={columns}
				/>
			) : (
				<EntryLine />
			)}
			<Row spans={hints(sceneOf(stage), columns)} width={columns} />
		</>
	);
}

/** As many hints as fit; `?` always does. Where there is room, what the palette offers follows, unless it is dangerous. */
function hints(scene: Scene, columns: number): Line {
	const scopes = scopesOf(scene.view);
	const heard = bindings
		.filter(({scope}) => scopes.includes(scope))
		.toSorted((one, other) => scopes.indexOf(one.scope) - scopes.indexOf(other.scope));
	const help = heard.find(({id}) => id === 'help');
	// The panes' titles show their numbers.
	const more = heard.filter(
		({footer, palette, danger, keys: [key = '']}) =>
			!footer && palette && danger === 'none' && !/^\d$/.test(key),
	);
	const others = [...heard.filter(({footer}) => footer), ...more].filter(
		binding => binding !== help && binding.when(scene) === true,
	);
	const tail = help === undefined ? [] : hint(help);
	const room = columns - lineWidth(tail) - 1;
	const fitted: Line[] = [];
	for (const part of others.map(hint)) {
		if (lineWidth([...fitted.flat(), ...part]) > room) break;
		fitted.push(part);
	}
	return fitLine([span(' '), ...fitted.flat(), ...tail], columns);
}

function hint({keys, hint: word, danger}: Binding): Line {
	return [
		span(keyLabel(keys[0] ?? ''), danger === 'none' ? 'accent' : 'critical'),
		span(` ${word}  `, 'dim'),
	];
}
