import type {Aws} from '../aws/index.ts';
import type {Clock} from '../history/clock.ts';
import {Pacers} from '../history/lookup/pacer.ts';
import {lookupSource} from '../history/lookup/source.ts';
import {readTakers} from '../history/lookup/takers.ts';
import type {Source} from '../history/source.ts';

/** The event history of an account, in the regions that the account turns out to have. */
export function accountSource(aws: Aws, clock: Clock): Source {
	const {lookup} = aws;
	const pacers = new Pacers(clock);
	return {
		name: 'lookup',
		async *trace(request) {
			const {enabled} = await aws.regions(request.signal);
			yield* lookupSource({lookup, regions: enabled, clock, pacers}).trace(request);
		},
		takers: (question, signal) => readTakers({lookup, pacers, clock}, question, signal),
	};
}
