import {Lines} from '../components/lines.tsx';
import {plural} from '../text/names.ts';
import {type Line, line, span} from '../text/span.ts';
import {useIncident, useStage, useView} from '../view/context.tsx';
import {layoutOf, overlayHeight} from '../view/layout.ts';
import {type Overlay, topOf} from '../view/overlay.ts';
import {contentOf} from './content.ts';

/** Help, problems, journal and long values: a title and rows that scroll, over the whole body. */
export function ScrollOverlay({overlay}: {readonly overlay: Overlay}) {
	const {session} = useStage();
	const view = useView(whole => whole);
	const state = useIncident(whole => whole);
	const {width, height} = layoutOf(view.size).body;
	const {title, lines} = contentOf(overlay, {state, view, session});
	const room = overlayHeight(view);
	const top = Math.max(0, Math.min(topOf(overlay), lines.length - room));
	const more = lines.length - top - room;
	const shown: readonly Line[] = [
		[
			span('─▸ ', 'accent'),
			span(title, 'strong'),
			span(more > 0 ? `  ▼ ${plural(more, 'more row')}: ↓ scrolls` : '', 'dim'),
		],
		line(''),
		...lines.slice(top, top + room).map(spans => [span('  '), ...spans]),
	];
	return <Lines lines={shown} width={width} height={height} />;
}
