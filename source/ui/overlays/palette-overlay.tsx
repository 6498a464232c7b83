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
	return (
		<Lines
			lines={[head, line(''), ...(rows.length === 0 ? [line('  No such command.', 'warn')] : rows)]}
			width={width}
			height={height}
		/>
	);
}

function commandLine({id, title, keys}: ReturnType<typeof candidates>[number], scene: Scene): Line {
	const may = bindings.find(binding => binding.id === id)?.when(scene) ?? true;
	return [
		span(keyLabel(keys[0] ?? '').padEnd(10), 'accent'),
		span(title, may === true ? 'text' : 'dim'),
		span(may === true ? '' : `   ${may}`, 'dim'),
	];
}
