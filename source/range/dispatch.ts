import {setTimeout as sleep} from 'node:timers/promises';
import type {Faults} from './faults.ts';
import {perform} from './perform.ts';
import {identify} from './principals/identify.ts';
import {AwsError, type Service} from './service.ts';
import {type Signature, signatureOf} from './sigv4.ts';
import type {HttpReply, HttpRequest} from './wire/message.ts';
import {modelOf} from './wire/model.ts';
import {protocols} from './wire/protocols.ts';
import {translate} from './wire/refusals.ts';
import type {World} from './world.ts';

/** What a dispatcher works with. */
export interface Stage {
	readonly world: World;
	/** By SigV4 name. */
	readonly services: ReadonlyMap<string, Service>;
	readonly faults: Faults;
	/** Told of errors that are the range's own: the client only sees a 500. */
	onBug(error: unknown): void;
}

/**
 * Answers one request as AWS would: who signed it, what it asks, whether that is allowed, the answer, and the record of
 * it. Never throws. Null means that the connection is to be closed without an answer.
 */
export async function dispatch(stage: Stage, request: HttpRequest): Promise<HttpReply | null> {
	const {world, services, faults, onBug} = stage;
	const requestId = world.eventIds.uuid();
	const signature = signatureOf(request);
	const service = signature && services.get(signature.service);
	if (!signature || !service) return unreadable(signature);
	const model = modelOf(service);
	const protocol = protocols[service.protocol];
	try {
		const principal = await identify(world, request, signature, service);
		const schema = protocol.route(request, model);
		if (typeof schema === 'string') throw protocol.unknownOperation(schema.slice(0, 200), service);
		const operation = service.operations[schema.name];
		if (operation === undefined) throw protocol.unknownOperation(schema.name, service);
		const strikes = faults.strike({...signature, operation: schema.name});
		if (strikes.some(({kind}) => kind === 'drop')) return null;
		for (const {kind, delay = 0} of strikes) if (kind === 'slow') await sleep(delay);
		const call = {world, request, signature, principal, model, schema, operation, requestId, strikes, onBug};
		const reply = await perform(call);
		return strikes.some(({kind}) => kind === 'lose') ? null : reply;
	} catch (error) {
		if (!(error instanceof AwsError)) onBug(error);
		return protocol.refuse(translate(error, service), model, requestId);
	}
}

/** Without a readable signature nobody knows which service was meant; STS's dialect is as good as any. */
function unreadable(signature: Signature | undefined): HttpReply {
	const code = signature ? 'UnknownService' : 'MissingAuthenticationToken';
	const text = signature ? 'The range has no such service' : 'Request is missing Authentication Token';
	return {
		status: signature ? 404 : 403,
		headers: {'content-type': 'text/xml'},
		body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${text}</Message></Error></ErrorResponse>`,
	};
}
