import type {Event} from '../../../source/domain/event.ts';
import {issuedBy} from '../../../source/domain/hop.ts';
import {valueAt} from '../../../source/domain/record.ts';
import {Refusal, type RefusalKind} from '../../../source/domain/refusal.ts';
import {textOf} from '../../../source/domain/text.ts';
import type {LookupAnswer, LookupPage, LookupQuery} from '../../../source/history/lookup/page.ts';
import {eventOf} from '../../domain/records.ts';
import type {VirtualClock} from './virtual-clock.ts';

type Row = Record<string, unknown>;

/** Under what CloudTrail lists an event. */
const listings: Readonly<
	Record<NonNullable<LookupQuery['attribute']>['key'], (event: Event) => readonly (string | null)[]>
> = {
	AccessKeyId: ({credential}) => [credential],
	Username: ({username}) => [username],
	ResourceName: event => [issuedBy(event), textOf(valueAt(event.record, 'requestParameters.roleArn'))],
};

/** CloudTrail's event history as the field guide has it (§5): one attribute, pages newest first, tokens bound to their times. */
export class Trail {
	readonly clock: VirtualClock;
	readonly pageSize: number;
	readonly calls: (LookupQuery & {readonly at: number})[] = [];
	/** Asked before each answer: a kind makes the call fail with it. */
	fault: (query: LookupQuery, call: number) => RefusalKind | null = () => null;
	/** When a record can be read, ms since the epoch; by default at once. */
	delivery: (record: Row) => number = () => 0;
	readonly #records: readonly Row[];

	constructor(clock: VirtualClock, records: readonly Row[], pageSize = 2) {
		this.clock = clock;
		this.pageSize = pageSize;
		this.#records = records;
	}

	readonly lookup: LookupPage = async query => {
		this.calls.push({...query, at: this.clock.ticks()});
		const fault = this.fault(query, this.calls.length);
		if (fault !== null) throw new Refusal(fault, `${query.region}: ${fault}`);
		return this.#answer(query);
	};

	callsTo(region: string): readonly (LookupQuery & {readonly at: number})[] {
		return this.calls.filter(call => call.region === region);
	}

	#answer(query: LookupQuery): LookupAnswer {
		const {region, attribute, since, until, token} = query;
		const times = `${since}-${until}`;
		if (token !== null && !token.startsWith(`${times}:`))
			throw new Refusal('failed', 'the token is of other times');
		const at = token === null ? 0 : Number(token.split(':')[1]);
		const found = this.#records
			.filter(record => this.delivery(record) <= this.clock.now())
			.map(eventOf)
			.filter(event => event.region === region && event.time >= since && event.time <= until)
			.filter(event => attribute === null || listings[attribute.key](event).includes(attribute.value))
			.toSorted((one, other) => other.time - one.time || (one.id < other.id ? -1 : 1));
		const next = at + this.pageSize;
		return {
			records: found.slice(at, next).map(({record}) => record),
			token: next < found.length ? `${times}:${next}` : null,
		};
	}
}
