/** Hands what several workers find to one reader, in order of arrival. */
export class Channel<T> {
	#waiting: T[] = [];
	#closed = false;
	#wake: () => void = () => {};

	push(item: T): void {
		this.#waiting.push(item);
		this.#wake();
	}

	/** No more will come; the reader gets what is waiting and ends. */
	close(): void {
		this.#closed = true;
		this.#wake();
	}

	async *read(): AsyncGenerator<T> {
		for (;;) {
			const items = this.#waiting;
			this.#waiting = [];
			yield* items;
			if (this.#waiting.length > 0) continue;
			if (this.#closed) return;
			await new Promise<void>(resolve => {
				this.#wake = resolve;
			});
		}
	}
}
