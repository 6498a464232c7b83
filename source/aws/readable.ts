import type {Read} from '../domain/key-facts.ts';
import {Refusal} from '../domain/refusal.ts';

/** What `read` says, or AWS's reason why not. An abort and defects of ours go on as throws. */
export async function readable<T>(read: () => Promise<T>): Promise<Read<T>> {
	try {
		return {value: await read(), error: null};
	} catch (error) {
		if (error instanceof Refusal) return {value: null, error: error.message};
		throw error;
	}
}

/** Several parts of one list: what could be read of it, and a line for each part that could not. */
export interface Parts<T> {
	/** An error only if no part could be read. */
	readonly read: Read<readonly T[]>;
	readonly gaps: readonly string[];
}

/** Reads the parts of a list side by side; each is named, so that a gap can be told. */
export async function readParts<T>(
	parts: Readonly<Record<string, () => Promise<readonly T[]>>>,
): Promise<Parts<T>> {
	const reads = await Promise.all(
		Object.entries(parts).map(async ([name, read]) => ({name, ...(await readable(read))})),
	);
	const values = reads.flatMap(({value}) => (value === null ? [] : [value]));
	const gaps = reads.flatMap(({name, error}) => (error === null ? [] : [`${name}: ${error}`]));
	const failed = values.length === 0 && gaps.length > 0;
	return {
		read: failed ? {value: null, error: gaps.join('; ')} : {value: values.flat(), error: null},
		gaps: failed ? [] : gaps,
	};
}
