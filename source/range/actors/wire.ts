import {NodeHttpHandler} from '@smithy/node-http-handler';

/** What signs a call. */
export interface Keys {
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
	readonly sessionToken?: string;
}

/** From where an actor calls, and as what. */
export interface Origin {
	readonly sourceIp: string;
	readonly userAgent: string;
}

interface Configuration {
	readonly endpoint: string;
	readonly region: string;
	readonly credentials: Keys;
	readonly requestHandler: NodeHttpHandler;
	readonly maxAttempts: number;
	readonly retryMode: string;
	readonly useDualstackEndpoint: boolean;
	readonly useFipsEndpoint: boolean;
	readonly userAgentAppId: string;
}

/** The class of any SDK client. */
export type ClientClass<C> = new (configuration: Configuration) => C;

/** Real SDK clients for one actor. They go through loopback, and say where they would have come from. */
export class Wire {
	readonly #url: string;
	readonly #origin: Origin;
	readonly #handlers = new Map<string, OriginHandler>();
	/** By access key id, then by class, region and origin. */
	readonly #clients = new Map<string, Map<string, object>>();

	constructor(url: string, origin: Origin) {
		this.#url = url;
		this.#origin = origin;
	}

	/**
	 * A client that signs with `credentials`; one for each combination, kept. It never retries by itself.
	 * @param origin default: the actor's own.
	 */
	client<C extends object>(
		Client: ClientClass<C>,
		credentials: Keys,
		region: string,
		origin: Origin = this.#origin,
	): C {
		const from = `${origin.sourceIp} ${origin.userAgent}`;
		const {accessKeyId} = credentials;
		const clients = this.#clients.get(accessKeyId) ?? new Map<string, object>();
		this.#clients.set(accessKeyId, clients);
		const id = `${Client.name} ${region} ${from}`;
		const known = clients.get(id);
		if (known instanceof Client) {
			return known;
		}
		const made = new Client({
			endpoint: this.#url,
			region,
			credentials,
			requestHandler: this.#handlerFor(from, origin),
			maxAttempts: 1,
			// Named, so that the SDK does not look into the configuration files of whoever runs the range.
			retryMode: 'standard',
			useDualstackEndpoint: false,
			useFipsEndpoint: false,
			userAgentAppId: '',
		});
		clients.set(id, made);
		return made;
	}

	/** Lets go of the clients of a credential that is not used any more. */
	forget(accessKeyId: string): void {
		this.#clients.delete(accessKeyId);
	}

	/** Ends every connection; calls in flight fail. */
	close(): void {
		for (const handler of this.#handlers.values()) handler.destroy();
	}

	#handlerFor(name: string, origin: Origin): OriginHandler {
		const handler = this.#handlers.get(name) ?? new OriginHandler(origin);
		this.#handlers.set(name, handler);
		return handler;
	}
}

type Handle = NodeHttpHandler['handle'];

/** Sends what it is given with the actor's address and user agent, which are no part of the signature. */
class OriginHandler extends NodeHttpHandler {
	readonly #origin: Origin;

	constructor(origin: Origin) {
		super({httpAgent: {keepAlive: true, maxSockets: 4}});
		this.#origin = origin;
	}

	override handle(...[request, options]: Parameters<Handle>): ReturnType<Handle> {
		request.headers['user-agent'] = this.#origin.userAgent;
		request.headers['x-range-source-ip'] = this.#origin.sourceIp;
		return super.handle(request, options);
	}
}
