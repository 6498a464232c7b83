import type {Plan} from '../../domain/plan.ts';
import {edit, emptyField} from '../input/line-editor.ts';
import type {Press} from '../input/press.ts';
import {handedOver} from '../keymap/guards.ts';
import type {Overlay, Review} from '../view/overlay.ts';
import {type Scene, say} from '../view/scene.ts';
import type {Handler, Handlers} from './handler.ts';

/** Puts a plan up for review. Nothing runs yet. */
export function review(scene: Scene, plan: Plan): void {
	const kind = plan.confirmation === null ? 'confirm' : 'typed';
	const {overlay} = scene.view;
	const back = overlay?.kind === 'rotation' || overlay?.kind === 'journal' ? overlay : null;
	open(scene, {kind, plan, field: emptyField, mismatch: false, top: 0, back});
	scene.session.controls.foresee(plan);
}

/** Waits for what the plan needs to know; then it comes up for review by itself. */
export function wish(scene: Scene, what: 'contain' | 'disable-key'): void {
	open(scene, {kind: 'proposal', wish: what});
}

/** Types into the confirmation. */
export function typeInReview({view, dispatch}: Scene, press: Press): void {
	if (view.overlay?.kind !== 'typed') return;
	const field = edit(view.overlay.field, press);
	dispatch({type: 'overlay/update', overlay: {...view.overlay, field, mismatch: false}});
}

function open({dispatch, ticks}: Scene, overlay: Overlay): void {
	dispatch({type: 'overlay/open', overlay, ticks: ticks()});
}

/** Closes what is open; back to where it came from. */
function leave(scene: Scene): void {
	const {overlay} = scene.view;
	if (overlay !== null && 'back' in overlay && overlay.back != null) open(scene, overlay.back);
	else scene.dispatch({type: 'overlay/close'});
}

const cancel: Handler = scene => {
	scene.session.controls.withdraw();
	leave(scene);
	say(scene, 'Cancelled: nothing was changed.');
};

/** The only place from which a plan goes to the investigation. */
function run(scene: Scene, {plan, back}: Review): void {
	scene.session.controls.run(plan);
	// What was marked is being removed; marks left over would be reviewed again.
	if (plan.confirmation !== null) scene.dispatch({type: 'resources/marks', marks: new Set()});
	open(scene, {kind: 'execution', top: 0, copied: false, warned: false, back});
}

const handOver: Handler = scene => {
	const {overlay} = scene.view;
	open(scene, {
		kind: 'value',
		title: 'To hand over: what only others can do',
		text: handedOver(scene)
			.map(({what, text}) => `# ${what}\n${text}\n`)
			.join('\n'),
		top: 0,
		back: overlay?.kind === 'palette' ? null : overlay,
	});
};

export const dialogHandlers = {
	'cancel-confirm': cancel,
	'cancel-typed': cancel,
	confirm(scene) {
		if (scene.view.overlay?.kind === 'confirm') run(scene, scene.view.overlay);
	},
	'submit-typed'(scene) {
		const overlay = scene.view.overlay;
		if (overlay?.kind !== 'typed') return;
		if (overlay.field.text.trim() === overlay.plan.confirmation) return run(scene, overlay);
		scene.dispatch({type: 'overlay/update', overlay: {...overlay, mismatch: true}});
	},
	watch: scene => open(scene, {kind: 'execution', top: 0, copied: false, warned: false, back: null}),
	'leave-execution'(scene) {
		const overlay = scene.view.overlay;
		const execution = scene.session.store.get().execution;
		if (overlay?.kind !== 'execution') return;
		if (execution?.secret != null && !overlay.copied && !overlay.warned) {
			return scene.dispatch({type: 'overlay/update', overlay: {...overlay, warned: true}});
		}
		leave(scene);
		if (execution === null || execution.finished) scene.session.controls.dismiss();
		else say(scene, 'The plan goes on in the background: w shows it again.');
	},
	'copy-secret'(scene) {
		const overlay = scene.view.overlay;
		const secret = scene.session.store.get().execution?.secret;
		if (overlay?.kind !== 'execution' || secret == null) return;
		if (!scene.terminal.copy(secret.secret))
			return say(scene, 'This terminal takes no copy: take it by hand.', 'warn');
		scene.dispatch({type: 'overlay/update', overlay: {...overlay, copied: true}});
	},
	stay: ({dispatch}) => dispatch({type: 'overlay/close'}),
	leave: ({terminal}) => terminal.quit(),
	'cancel-proposal': cancel,
	handover: handOver,
	'handover-contained': handOver,
	'copy-shown'(scene) {
		const overlay = scene.view.overlay;
		if (overlay?.kind !== 'value') return;
		if (scene.terminal.copy(overlay.text)) say(scene, 'Copied.', 'good');
		else say(scene, 'This terminal takes no copy of it: select it with the mouse.', 'warn');
	},
	close: leave,
	help: scene => open(scene, {kind: 'help', top: 0}),
	coverage: scene => open(scene, {kind: 'coverage', top: 0}),
	proof(scene) {
		open(scene, {kind: 'proof', top: 0});
	},
	problems: scene => open(scene, {kind: 'problems', top: 0}),
} as const satisfies Handlers;
