import {useEffect, useRef} from 'react';
import {reviewProposal} from './commands/contain.ts';
import {perform} from './commands/index.ts';
import {isLoading} from './view/acting-on.ts';
import {useIncident, useLive, useStage, useView} from './view/context.tsx';
import {sceneOf} from './view/scene.ts';

/** What happens in the investigation without a key having been pressed, as far as the screen does something about it. */
export function useNews() {
	useProblemFlash();
	useProposal();
	useWish();
	useAlarms();
}

/** Ages grow even when nothing happens. */
export function useTicks() {
	const {session, store, ticks} = useStage();
	useEffect(() => {
		const timer = setInterval(() => store.dispatch({type: 'tick', now: session.now(), ticks: ticks()}), 1000);
		return () => clearInterval(timer);
	}, [session, store, ticks]);
}

/** What goes wrong is said at once; the list behind `!` keeps it. */
function useProblemFlash() {
	const {store, ticks} = useStage();
	const newest = useIncident(state => state.problems.at(-1));
	useEffect(() => {
		if (newest === undefined) return;
		store.dispatch({type: 'flash', text: `${newest.text}  (! lists all)`, tone: 'bad', ticks: ticks()});
	}, [newest, store, ticks]);
}

/** A plan that was asked for comes up for review as soon as it is made. */
function useProposal() {
	const stage = useStage();
	const planned = useLive(state => state.proposal?.planned ?? null);
	useEffect(() => {
		if (planned !== null) reviewProposal(sceneOf(stage));
	}, [planned, stage]);
}

/** The key was to be disabled before it was known whose it is: the call comes up as soon as it is. */
function useWish() {
	const stage = useStage();
	const facts = useLive(state => state.facts);
	useEffect(() => {
		const scene = sceneOf(stage);
		const {overlay} = scene.view;
		if (overlay?.kind !== 'proposal' || overlay.wish !== 'disable-key' || facts.size === 0) return;
		if (isLoading(scene)) return;
		scene.dispatch({type: 'overlay/close'});
		perform(scene.fresh(), 'disable-key', {key: 'd', text: null, fresh: true});
	}, [facts, stage]);
}

/** The bell rings no more often, in ms: an attacker who fights back loosens something every second. */
const bellEvery = 5_000;

/** What comes loose is said with the terminal's bell: nobody stares at a screen for half an hour. */
function useAlarms() {
	const {terminal, store, ticks} = useStage();
	const raised = useLive(state => state.containment?.raised ?? 0);
	const rung = useRef({raised: 0, at: Number.NEGATIVE_INFINITY});
	useEffect(() => {
		const {raised: before, at} = rung.current;
		if (raised <= before || ticks() - at < bellEvery) return;
		terminal.ring();
		rung.current = {raised, at: ticks()};
	}, [raised, terminal, ticks]);
	// Whoever looks at the proof has seen them.
	const looking = useView(view => view.overlay?.kind === 'proof');
	useEffect(() => {
		if (looking) store.dispatch({type: 'alarm/seen', raised});
	}, [looking, raised, store]);
}
