import type {Aws} from '../aws/index.ts';
import type {Clock} from '../history/clock.ts';
import {lookupSource} from '../history/lookup/source.ts';
import type {Source} from '../history/source.ts';

/** The event history of an account, in the regions that the account turns out to have. */
export function accountSource(aws: Aws, clock: Clock): Source {
	return {
		name: 'lookup',
		async *trace(request) {
			const {enabled} = await aws.regions(request.signal);
			yield* lookupSource({lookup: aws.lookup, regions: enabled, clock}).trace(request);
		},
	};
}
