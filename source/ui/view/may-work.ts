import type {Credential} from '../../domain/credential.ts';

/** Whether a credential may still sign calls. `unknown` is counted: nobody has shown that it stopped. */
export function mayWork({status}: Credential): boolean {
	return status === 'alive' || status === 'unrevocable' || status === 'unknown';
}
