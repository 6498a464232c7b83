import {Box, useApp, useInput, usePaste, useWindowSize} from 'ink';
import {useEffect, useState} from 'react';
import {Body} from './components/body.tsx';
import {Footer} from './components/footer.tsx';
import {Header} from './components/header.tsx';
import {Lines} from './components/lines.tsx';
import {ExecutionDialog} from './dialogs/execution-dialog.tsx';
import {ProposalDialog} from './dialogs/proposal-dialog.tsx';
import {QuitDialog} from './dialogs/quit-dialog.tsx';
import {ReviewDialog} from './dialogs/review-dialog.tsx';
import {pressesOf} from './input/press.ts';
import {receive, receivePaste} from './input/receive.ts';
import {createRemnantFilter} from './input/remnants.ts';
import {isTyping} from './keymap/index.ts';
import {useNews, useTicks} from './news.ts';
import {JournalOverlay} from './overlays/journal-overlay.tsx';
import {PaletteOverlay} from './overlays/palette-overlay.tsx';
import {RecordOverlay} from './overlays/record/record-overlay.tsx';
import {ScrollOverlay} from './overlays/scroll-overlay.tsx';
import type {HandOver} from './suspend.ts';
import {line} from './text/span.ts';
import {stylesFor} from './theme/tones.ts';
import {StageProvider, StylesContext, useStage, useView} from './view/context.tsx';
import {layoutOf, minimum} from './view/layout.ts';
import {type Stage, sceneOf} from './view/scene.ts';

/** The whole screen. `lend` is told, once it is drawn, how to give the terminal away for a while. */
export function App({
	stage,
	colour,
	lend,
}: {
	readonly stage: Stage;
	readonly colour: boolean;
	readonly lend: (handOver: HandOver) => void;
}) {
	const {suspendTerminal} = useApp();
	useEffect(() => lend(suspendTerminal), [lend, suspendTerminal]);
	return (
		<StageProvider value={stage}>
			<StylesContext.Provider value={stylesFor(colour)}>
				<Screen />
			</StylesContext.Provider>
		</StageProvider>
	);
}

function Screen() {
	useKeys();
	useTicks();
	useNews();
	const size = useSize();
	if (layoutOf(size).tooSmall) return <TooSmall />;
	return (
		<Box width={size.columns} height={size.rows} flexDirection="column" overflow="hidden">
			<Header />
			<Middle />
			<Footer />
			<Dialog />
		</Box>
	);
}

/** The only place where keys and pastes come in. */
function useKeys() {
	const stage = useStage();
	const [isRemnant] = useState(createRemnantFilter);
	useInput((input, key) => {
		if (isRemnant(input, key, stage.ticks(), isTyping(stage.store.get()))) return;
		for (const press of pressesOf(input, key)) receive(sceneOf(stage), press);
	});
	usePaste(text => receivePaste(sceneOf(stage), text));
}

/** The terminal's size, kept in the view so that keys know it too. */
function useSize() {
	const {store} = useStage();
	const {columns, rows} = useWindowSize();
	useEffect(() => store.dispatch({type: 'resize', size: {columns, rows}}), [store, columns, rows]);
	return useView(view => view.size);
}

function Middle() {
	const overlay = useView(view => view.overlay);
	switch (overlay?.kind) {
		case 'help':
		case 'problems':
		case 'proof':
		case 'coverage':
		case 'rotation':
		case 'value':
			return <ScrollOverlay overlay={overlay} />;
		case 'journal':
			return <JournalOverlay shown={overlay} />;
		case 'record':
			return <RecordOverlay shown={overlay} />;
		case 'palette':
			return <PaletteOverlay shown={overlay} />;
		default:
			return <Body />;
	}
}

function Dialog() {
	const overlay = useView(view => view.overlay);
	switch (overlay?.kind) {
		case 'confirm':
		case 'typed':
			return <ReviewDialog review={overlay} />;
		case 'execution':
			return <ExecutionDialog shown={overlay} />;
		case 'proposal':
			return <ProposalDialog shown={overlay} />;
		case 'quit':
			return <QuitDialog />;
		default:
			return null;
	}
}

function TooSmall() {
	const {columns, rows} = useView(view => view.size);
	const lines = [
		line(`leaktui needs ${minimum.columns}×${minimum.rows}`, 'strong'),
		line(`this is ${columns}×${rows}: make it larger`),
		line('ctrl-c quits', 'dim'),
	];
	return (
		<Lines lines={lines} width={Math.max(1, columns)} height={Math.max(1, Math.min(rows, lines.length))} />
	);
}
