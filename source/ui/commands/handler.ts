import type {Press} from '../input/press.ts';
import type {BindingId} from '../keymap/index.ts';
import type {Scene} from '../view/scene.ts';

/** What a binding does. Guards have held already. */
export type Handler = (scene: Scene, press: Press) => void;

export type Handlers = Partial<Record<BindingId, Handler>>;
