export {type ContainOptions, contain, handoverOf} from './contain.ts';
export {deleteKey} from './delete-key.ts';
export {describePlan} from './describe.ts';
export {disableKey, enableKey} from './key-status.ts';
export {type Impossible, isPossible, type Planned} from './planned.ts';
export {removePasswords} from './remove-passwords.ts';
export {removeResources} from './remove-resources.ts';
export {replaceKey} from './replace-key.ts';
export {type Undoable, undo, undoable} from './undo.ts';
