import type {Aws, Gate} from '../../aws/index.ts';
import type {Identity} from '../../domain/identity.ts';
import type {Context} from '../context.ts';

/** The one gate of an investigation: whatever it changes, or rehearses, passes here and is journaled in its case. */
export function gateOf({store, casefile, lineage, now}: Context, aws: Aws, identity: Identity): Gate {
	return aws.openGate({
		mode: store.get().readOnly ? 'read-only' : 'respond',
		identity,
		inLineage: credential => lineage.has(credential),
		now,
		journal: {
			append(line) {
				const entry = casefile.journal.append(line);
				store.dispatch({type: 'journaled', entry});
				return entry;
			},
		},
	});
}
