import {BroadcastChannel, type MessagePort, receiveMessageOnPort} from 'node:worker_threads';
import type {Token} from './token.ts';

/** Tokens told around between the threads of a trace. What is told is heard when one listens, without waiting. */
export class Hearsay {
	readonly #channel: BroadcastChannel;

	/** @param name The same for all who talk to one another. */
	constructor(name: string) {
		this.#channel = new BroadcastChannel(name);
		this.#channel.unref();
	}

	tell(tokens: readonly Token[]): void {
		if (tokens.length > 0) this.#channel.postMessage(tokens);
	}

	/** What others told since one listened last. */
	listen(): readonly Token[] {
		const heard: Token[] = [];
		for (;;) {
			// Node takes a BroadcastChannel here, and says so; its types do not know.
			const told = receiveMessageOnPort(this.#channel as unknown as MessagePort);
			if (told === undefined) return heard;
			heard.push(...(told.message as readonly Token[]));
		}
	}

	close(): void {
		this.#channel.close();
	}
}
