import type {Danger} from '../../domain/plan.ts';
import type {Scene} from '../view/scene.ts';

/** Where a key is heard. Several scopes listen at once, the nearest first: see `scopesOf`. */
export type Scope =
	| 'always'
	| 'global'
	| 'list'
	| 'key'
	| 'sessions'
	| 'events'
	| 'resources'
	| 'entry'
	| 'overlay'
	| 'confirm'
	| 'typed'
	| 'proposal'
	| 'execution'
	| 'quit'
	| 'palette'
	| 'record'
	| 'value'
	| 'journal'
	| 'proof'
	| 'rotation';

/** One thing that a key does. The table of these drives dispatch, footer, help, palette and the README. */
export interface Binding {
	readonly id: string;
	/** As `Press.key` names them; the first is the one that is shown. */
	readonly keys: readonly string[];
	readonly scope: Scope;
	/** A sentence's beginning, for help and palette: `Disable the key`. */
	readonly title: string;
	/** A word for the footer. */
	readonly hint: string;
	/** Whether the footer shows it. */
	readonly footer: boolean;
	/** What lies behind it; such a key only ever opens a dialog, and only when pressed alone. */
	readonly danger: 'none' | Danger;
	/** Whether the palette offers it. */
	readonly palette: boolean;
	/** True, or why not now, in one line. */
	readonly when: (scene: Scene) => true | string;
}

/** A binding with the common case filled in. */
export function bind<const Id extends string>(
	id: Id,
	keys: readonly string[],
	scope: Scope,
	title: string,
	hint: string,
	more: Partial<Pick<Binding, 'footer' | 'danger' | 'palette' | 'when'>> = {},
): Binding & {readonly id: Id} {
	return {
		id,
		keys,
		scope,
		title,
		hint,
		footer: false,
		danger: 'none',
		palette: false,
		when: () => true,
		...more,
	};
}
