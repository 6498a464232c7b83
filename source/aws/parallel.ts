/**
 * Runs generators side by side, at most `limit` at a time, and yields what they yield as it comes. An error of one ends
 * all: whoever wants the others to go on handles errors inside the generator.
 */
export async function* merge<T>(
	generators: readonly (() => AsyncIterable<T>)[],
	limit: number,
): AsyncIterable<T> {
	const waiting = generators.map(start => () => start()[Symbol.asyncIterator]());
	const running = new Map<
		AsyncIterator<T>,
		Promise<{iterator: AsyncIterator<T>; result: IteratorResult<T>}>
	>();
	const advance = (iterator: AsyncIterator<T>) => {
		running.set(
			iterator,
			iterator.next().then(result => ({iterator, result})),
		);
	};
	try {
		while (true) {
			while (running.size < limit) {
				const start = waiting.shift();
				if (start === undefined) break;
				advance(start());
			}
			if (running.size === 0) return;
			const {iterator, result} = await Promise.race(running.values());
			if (result.done === true) {
				running.delete(iterator);
			} else {
				advance(iterator);
				yield result.value;
			}
		}
	} finally {
		// Whoever stops listening, or an error: the others are told to end and nobody waits for them.
		for (const iterator of running.keys()) void iterator.return?.().catch(() => {});
		for (const next of running.values()) next.catch(() => {});
	}
}

/** The results in the order of the items; at most `limit` calls of `work` are under way at a time. */
export async function mapLimited<T, R>(
	items: readonly T[],
	limit: number,
	work: (item: T) => Promise<R>,
): Promise<R[]> {
	const results = new Array<R>(items.length);
	const queue = items.entries();
	const worker = async () => {
		for (const [index, item] of queue) results[index] = await work(item);
	};
	await Promise.all(Array.from({length: Math.min(limit, items.length)}, worker));
	return results;
}
