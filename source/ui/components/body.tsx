import {Box} from 'ink';
import {EventsPane} from '../panes/events/events-pane.tsx';
import {KeyPane} from '../panes/key/key-pane.tsx';
import {ResourcesPane} from '../panes/resources/resources-pane.tsx';
import {SessionsPane} from '../panes/sessions/sessions-pane.tsx';
import {line} from '../text/span.ts';
import {glyphs} from '../theme/glyphs.ts';
import {useView} from '../view/context.tsx';
import {layoutOf} from '../view/layout.ts';
import {Lines} from './lines.tsx';

const panes = {key: KeyPane, sessions: SessionsPane, events: EventsPane, resources: ResourcesPane} as const;

/** The panes: all four where there is room, else the one that has the keys. */
export function Body() {
	const {wide, body} = layoutOf(useView(view => view.size));
	const pane = useView(view => view.pane);
	const Single = panes[pane];
	if (!wide) return <Single />;
	const rule = Array.from({length: body.height}, () => line(glyphs.separator, 'dim'));
	return (
		<Box>
			<Box flexDirection="column" flexShrink={0}>
				<KeyPane />
				<SessionsPane />
			</Box>
			<Lines lines={rule} width={1} height={body.height} />
			<Box flexDirection="column" flexShrink={0}>
				<EventsPane />
				<ResourcesPane />
			</Box>
		</Box>
	);
}
