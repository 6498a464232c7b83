import {candidates} from '../commands/palette.ts';
import {cursorLine} from '../components/cursor-line.ts';
import {fieldLine} from '../components/entry-line.tsx';
import {Lines} from '../components/lines.tsx';
import {bindings} from '../keymap/index.ts';
import {keyLabel} from '../keymap/labels.ts';
import {type Line, line, span} from '../text/span.ts';
import {useStage, useView} from '../view/context.tsx';
import {layoutOf, overlayHeight} from '../view/layout.ts';
import type {Overlay} from '../view/overlay.ts';
import {windowTop} from '../view/place.ts';
import {type Scene, sceneOf} from '../view/scene.ts';

/** Commands by name, narrowed as one types; what cannot run now says why. */
export function PaletteOverlay({shown}: {readonly shown: Extract<Overlay, {kind: 'palette'}>}) {
	const stage = useStage();
	const size = useView(view => view.size);
	const {width, height} = layoutOf(size).body;
	const found = candidates(shown.field.text);
	const room = overlayHeight({size});
	const top = windowTop(found.length, shown.cursor, room);
	const scene = sceneOf(stage);
	const rows = found
		.slice(top, top + room)
		.map((command, index) =>
			cursorLine(commandLine(command, scene), {here: top + index === shown.cursor, focused: true}, width),
		);
	const head: Line = [span('─▸ : ', 'accent'), ...fieldLine(shown.field)];
	// In full: beside the command there may be no room for it.
	const why = notNow(found[shown.cursor], scene);
	return (
		<Lines
			lines={[
				head,
				line(why === null ? '' : `  ${why}`, 'warn'),
				...(rows.length === 0 ? [line('  No such command.', 'warn')] : rows),
			]}
			width={width}
			height={height}
		/>
	);
}

type Command = ReturnType<typeof candidates>[number];

function commandLine(command: Command, scene: Scene): Line {
	const why = notNow(command, scene);
	return [
		span(keyLabel(command.keys[0] ?? '').padEnd(10), 'accent'),
		span(command.title, why === null ? 'text' : 'dim'),
		span(why === null ? '' : `   ${why}`, 'dim'),
	];
}

/** Why a command cannot run now; null: it can. */
function notNow(command: Command | undefined, scene: Scene): string | null {
	const may = bindings.find(({id}) => id === command?.id)?.when(scene) ?? true;
	return may === true ? null : may;
}
