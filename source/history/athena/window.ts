/** A stretch of time, both ends included, in ms since the epoch. */
export interface Window {
	readonly from: number;
	readonly to: number;
}

/** The least stretch that holds all of them. */
export function hull(windows: readonly Window[]): Window {
	let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
	for (const window of windows) {
		from = Math.min(from, window.from);
		to = Math.max(to, window.to);
	}
	return {from, to};
}

/** Whether the one holds all of the other. */
export function covers(one: Window, other: Window): boolean {
	return one.from <= other.from && one.to >= other.to;
}
