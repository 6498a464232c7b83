import type {Anchor} from '../../casefile/event-query.ts';
import type {State} from '../../investigation/state.ts';
import type {Field} from '../input/line-editor.ts';
import type {Tone} from '../theme/tones.ts';
import type {Overlay} from './overlay.ts';
import type {Crumb, Entry, Pane, Place, Size, Sort} from './state.ts';

export type ViewAction =
	| {readonly type: 'resize'; readonly size: Size}
	| {readonly type: 'tick'; readonly now: number; readonly ticks: number}
	| {readonly type: 'pane'; readonly pane: Pane}
	| {readonly type: 'zone'}
	| {readonly type: 'freeze'; readonly state: State | null}
	| {readonly type: 'key/select'; readonly index: number}
	| {readonly type: 'key/scroll'; readonly top: number}
	| {readonly type: 'sessions/place'; readonly place: Place}
	| {readonly type: 'events/scope'; readonly crumb: Crumb}
	| {readonly type: 'events/drill'; readonly crumb: Crumb}
	| {readonly type: 'events/back'}
	| {
			readonly type: 'events/at';
			readonly cursor: Anchor | null;
			readonly top: Anchor | null;
			/** The newest event there is. */
			readonly newest: Anchor | null;
	  }
	| {readonly type: 'events/text'; readonly text: string}
	| {readonly type: 'events/flagged'; readonly flagged: boolean}
	| {readonly type: 'resources/place'; readonly place: Place}
	| {readonly type: 'resources/marks'; readonly marks: ReadonlySet<string>}
	| {readonly type: 'resources/sort'; readonly sort: Sort}
	| {readonly type: 'resources/filter'; readonly text: string}
	| {readonly type: 'alarm/seen'; readonly raised: number}
	| {readonly type: 'overlay/open'; readonly overlay: Overlay; readonly ticks: number}
	| {readonly type: 'overlay/update'; readonly overlay: Overlay}
	| {readonly type: 'overlay/close'}
	| {readonly type: 'entry/open'; readonly entry: Entry}
	| {readonly type: 'entry/field'; readonly field: Field}
	| {readonly type: 'entry/close'}
	| {readonly type: 'flash'; readonly text: string; readonly tone: Tone; readonly ticks: number};
