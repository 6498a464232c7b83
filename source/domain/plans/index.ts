export {deleteKey} from './delete-key.ts';
export {disableKey, enableKey} from './key-status.ts';
export {type Impossible, isPossible, type Planned} from './planned.ts';
export {removeResources} from './remove-resources.ts';
export {replaceKey} from './replace-key.ts';
