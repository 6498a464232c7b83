/** What AWS says of a step in advance; it can differ from what happens (field guide §15). */
export type Forecast =
	| {readonly verdict: 'allowed'}
	| {readonly verdict: 'refused'; readonly reason: string}
	| {readonly verdict: 'unknown'; readonly reason: string};
