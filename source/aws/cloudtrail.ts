import type {Clients} from './clients.ts';

/** One question to LookupEvents: one attribute, one region, one page (field guide §5). */
export interface LookupQuery {
	readonly region: string;
	/** Null: everything in the region. */
	readonly attribute: {
		readonly key:
			| 'AccessKeyId'
			| 'EventId'
			| 'EventName'
			| 'EventSource'
			| 'ReadOnly'
			| 'ResourceName'
			| 'ResourceType'
			| 'Username';
		readonly value: string;
	} | null;
	/** ms since the epoch; whole seconds count. A token belongs to exactly one pair of them. */
	readonly since: number;
	readonly until: number;
	readonly token: string | null;
}

/** Reads one page, newest first. Throws a Refusal: `throttled` where the pacing must slow down. */
export type LookupPage = (
	query: LookupQuery,
	signal: AbortSignal,
) => Promise<{readonly records: unknown[]; readonly token: string | null}>;

/** LookupEvents of the account that the clients sign for; the SDK never repeats a call of it by itself. */
export function lookupPages(clients: Clients): LookupPage {
	return async ({region, attribute, since, until, token}, signal) => {
		const cloudtrail = await clients.of('cloudtrail', region);
		const page = await cloudtrail.lookupEvents(
			{
				...(attribute === null
					? {}
					: {LookupAttributes: [{AttributeKey: attribute.key, AttributeValue: attribute.value}]}),
				StartTime: new Date(since),
				EndTime: new Date(until),
				MaxResults: 50,
				...(token === null ? {} : {NextToken: token}),
			},
			{abortSignal: signal},
		);
		return {
			records: (page.Events ?? []).map(event => parse(event.CloudTrailEvent)),
			token: page.NextToken ?? null,
		};
	};
}

/** The record as CloudTrail wrote it; a text that is no JSON is handed on as it is, for the reader to name. */
function parse(text: string | undefined): unknown {
	try {
		return JSON.parse(text ?? 'null');
	} catch {
		return text;
	}
}
