/** How a benchmark is asked to run. */
export interface Options {
	/** Where corpora and cases are kept between runs; outside of the repository. */
	readonly base: string;
	readonly events: number;
	/** Each contender is run as often, turn by turn; medians are compared. */
	readonly runs: number;
}

/** One line of the result: what was measured and, for a claim, whether it holds. */
export interface Figure {
	readonly name: string;
	readonly value: string;
	/** What is claimed, in words; null: shown for comparison only. */
	readonly claim: string | null;
	/** Null where nothing is claimed. */
	readonly holds: boolean | null;
}

/** A group of speeds that we claim, with its peers. */
export interface Bench {
	readonly name: string;
	readonly about: string;
	/** Prints what it does as it goes. @throws if a contender fails or finds something wrong: then no speed counts. */
	run(options: Options): Promise<readonly Figure[]>;
}

/** A figure that must not be above `limit`. */
export function atMost(name: string, value: number, limit: number, unit: string): Figure {
	return {name, value: show(value, unit), claim: `≤ ${limit}${unit}`, holds: value <= limit};
}

/** A figure that must not be below `limit`. */
export function atLeast(name: string, value: number, limit: number, unit: string): Figure {
	return {name, value: show(value, unit), claim: `≥ ${limit}${unit}`, holds: value >= limit};
}

export function shown(name: string, value: number, unit: string): Figure {
	return {name, value: show(value, unit), claim: null, holds: null};
}

function show(value: number, unit: string): string {
	return `${value >= 100 ? value.toFixed(0) : value.toFixed(2)}${unit}`;
}
