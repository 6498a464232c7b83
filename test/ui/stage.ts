import type {Key} from 'ink';
import {createStore} from '../../source/investigation/store.ts';
import {pressesOf} from '../../source/ui/input/press.ts';
import {receive, receivePaste} from '../../source/ui/input/receive.ts';
import type {Terminal} from '../../source/ui/terminal.ts';
import {reduceView} from '../../source/ui/view/reduce.ts';
import {type Scene, type Stage, sceneOf} from '../../source/ui/view/scene.ts';
import {initialView, type Size, type View} from '../../source/ui/view/state.ts';
import type {Incident} from './fixtures/incident.ts';

/** The console without a screen: keys go in, the view comes out. */
export interface Bench {
	readonly stage: Stage;
	readonly copied: string[];
	readonly quits: () => number;
	readonly suspensions: () => number;
	view(): View;
	scene(): Scene;
	/** Presses keys one by one, with a moment between them; each is a key's name or a character. */
	press(...keys: readonly string[]): void;
	/** Several characters in one event, as a slow line delivers them. */
	burst(text: string): void;
	paste(text: string): void;
	wait(ms: number): void;
}

/** ms between keys: longer than a dialog takes to settle. */
const pace = 250;

export function openBench(incident: Pick<Incident, 'session'>, size: Size = {columns: 80, rows: 24}): Bench {
	const store = createStore(initialView(size, incident.session.now()), reduceView);
	const copied: string[] = [];
	let quits = 0;
	let suspensions = 0;
	let now = 0;
	const terminal: Terminal = {
		copy: text => copied.push(text) > 0,
		quit: () => {
			quits += 1;
		},
		ring: () => {},
		suspend: () => {
			suspensions += 1;
			return true;
		},
	};
	const stage: Stage = {session: incident.session, store, terminal, ticks: () => now};
	return {
		stage,
		copied,
		quits: () => quits,
		suspensions: () => suspensions,
		view: store.get,
		scene: () => sceneOf(stage),
		press(...keys) {
			for (const key of keys) {
				now += pace;
				const text = key === 'space' ? ' ' : [...key].length === 1 ? key : null;
				receive(sceneOf(stage), {key, text, fresh: true});
			}
		},
		burst(text) {
			now += pace;
			for (const press of pressesOf(text, noKey)) receive(sceneOf(stage), press);
		},
		paste(text) {
			receivePaste(sceneOf(stage), text);
		},
		wait(ms) {
			now += ms;
		},
	};
}

/** What Ink reports beside plain characters. */
export const noKey: Key = {
	upArrow: false,
	downArrow: false,
	leftArrow: false,
	rightArrow: false,
	pageDown: false,
	pageUp: false,
	home: false,
	end: false,
	return: false,
	escape: false,
	ctrl: false,
	shift: false,
	tab: false,
	backspace: false,
	delete: false,
	meta: false,
	super: false,
	hyper: false,
	capsLock: false,
	numLock: false,
};
