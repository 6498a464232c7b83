import {BroadcastChannel, type MessagePort, receiveMessageOnPort} from 'node:worker_threads';
import type {Token} from './token.ts';

/** Tokens told around between the threads of a trace. What was told is heard when one listens, without waiting. */
export class Hearsay {
	readonly #channel: BroadcastChannel;
	#heard: Token[] = [];

	/** @param name The same for all who talk to one another. */
	constructor(name: string) {
		this.#channel = new BroadcastChannel(name);
		this.#channel.unref();
		// What arrives while the thread waits for work comes this way; what arrives during work waits to be taken.
		this.#channel.onmessage = message => this.#hear((message as MessageEvent).data);
	}

	tell(tokens: readonly Token[]): void {
		if (tokens.length > 0) this.#channel.postMessage(tokens);
	}

	/** What others told since one listened last. */
	listen(): readonly Token[] {
		for (;;) {
			// Node takes a BroadcastChannel here, and says so; its types do not know.
			const told = receiveMessageOnPort(this.#channel as unknown as MessagePort);
			if (told === undefined) break;
			this.#hear(told.message);
		}
		return this.#heard.splice(0);
	}

	close(): void {
		this.#channel.close();
	}

	#hear(told: unknown): void {
		this.#heard.push(...(told as readonly Token[]));
	}
}
