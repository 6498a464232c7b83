import {setTimeout as sleep} from 'node:timers/promises';
import type {FaultRule, Faults} from './faults.ts';
import {authenticate, type Principal} from './principals/authenticate.ts';
import {demand, refusalText} from './principals/authorize.ts';
import {checkLimits} from './principals/limits.ts';
import {recordOf} from './record.ts';
import {AwsError, type Call, type Operation, type Service} from './service.ts';
import {isEnabled} from './services/ec2/regions.ts';
import type {LastUse} from './services/iam/state.ts';
import {isSignedWith, type Signature, signatureOf, signedAt} from './sigv4.ts';
import type {HttpReply, HttpRequest} from './wire/message.ts';
import {modelOf, type OperationModel, type ServiceModel} from './wire/model.ts';
import {protocols} from './wire/protocols.ts';
import {refuse, translate} from './wire/refusals.ts';
import {checkRequired} from './wire/required.ts';
import type {World} from './world.ts';

/** Requests signed further from the real time than this are refused, in ms. */
const skewAllowed = 15 * 60_000;

/** What a dispatcher works with. */
export interface Stage {
	readonly world: World;
	readonly services: ReadonlyMap<string, Service>;
	readonly faults: Faults;
}

/**
 * Answers one request as AWS would: who signed it, what it asks, whether that is allowed, the answer, and the record of
 * it. Never throws. Null means that the connection is to be closed without an answer.
 */
export async function dispatch(stage: Stage, request: HttpRequest): Promise<HttpReply | null> {
	const {world, services} = stage;
	const requestId = world.random.uuid();
	const signature = signatureOf(request);
	const service = signature && services.get(signature.service);
	if (!signature || !service) return unreadable(signature);
	const model = modelOf(service);
	const protocol = protocols[service.protocol];
	try {
		if (!isEnabled(signature.region)) throw refuse(service, 'unknown');
		const principal = await identify(world, request, signature, service);
		const schema = protocol.route(request, model);
		const operation = typeof schema === 'string' ? undefined : service.operations[schema.name];
		if (typeof schema === 'string' || operation === undefined) {
			const name = typeof schema === 'string' ? schema : schema.name;
			throw protocol.unknownOperation(name.slice(0, 200), service);
		}
		const strikes = stage.faults.strike({...signature, service: signature.service, operation: schema.name});
		if (strikes.some(({kind}) => kind === 'drop')) return null;
		for (const {kind, delay = 0} of strikes) if (kind === 'slow') await sleep(delay);
		const reply = await perform({
			world,
			request,
			signature,
			principal,
			model,
			schema,
			operation,
			requestId,
			strikes,
		});
		return strikes.some(({kind}) => kind === 'lose') ? null : reply;
	} catch (error) {
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

/** The principal whose signature the request truly bears. Throws AwsError otherwise. */
async function identify(
	world: World,
	request: HttpRequest,
	signature: Signature,
	service: Service,
): Promise<Principal> {
	const principal = authenticate(world, signature.credential);
	if (principal === undefined) throw refuse(service, 'unknown');
	const {session} = principal;
	if (request.headers['x-amz-security-token'] !== session?.sessionToken) throw refuse(service, 'unknown');
	if (!(await isSignedWith(request, signature, principal.secretAccessKey)))
		throw refuse(service, 'signature');
	if (Math.abs(Date.now() - signedAt(signature)) > skewAllowed) {
		throw refuse(
			service,
			'signature',
			`Signature expired: ${signature.date} is not within 15 minutes of now`,
		);
	}
	if (session && session.expiresAt <= world.clock.now()) throw refuse(service, 'expired');
	return principal;
}

interface Task {
	readonly world: World;
	readonly request: HttpRequest;
	readonly signature: Signature;
	readonly principal: Principal;
	readonly model: ServiceModel;
	readonly schema: OperationModel;
	readonly operation: Operation<unknown, unknown>;
	readonly requestId: string;
	readonly strikes: readonly FaultRule[];
}

/** What GetAccessKeyLastUsed and GetRole tell of later; a refused call is a use as well. */
function noteUse({iam}: World, {credential, session}: Principal, use: LastUse): void {
	iam.lastUsed.set(credential, use);
	if (session?.role) iam.rolesUsed.set(session.role.id, use);
}

/** Carries out the call of a known principal, and records it whether it was allowed or not. */
async function perform(task: Task): Promise<HttpReply> {
	const {world, request, signature, principal, model, schema, operation, requestId} = task;
	const {service} = model;
	const protocol = protocols[service.protocol];
	const time = world.clock.now();
	const {secretAccessKey: _, ...caller} = principal;
	const call: Call = {
		world,
		clock: world.clock,
		region: signature.region,
		caller,
		sourceIp: request.headers['x-range-source-ip'] ?? '127.0.0.1',
		userAgent: request.headers['user-agent'] ?? '',
	};
	noteUse(world, principal, {time: new Date(time), service: service.signingName, region: call.region});
	let input: Readonly<Record<string, unknown>> = {};
	let output: unknown;
	let error: AwsError | undefined;
	try {
		input = protocol.read(request, schema);
		strike(task);
		checkLimits(principal, model, schema.name);
		checkRequired(input, schema, service);
		const needed = operation.permissions?.(input, call) ?? [
			{action: `${service.signingName}:${schema.name}`, resource: '*'},
		];
		demand(world, principal, needed, {now: time, ...call});
		output = await operation.handle(input, call);
	} catch (thrown) {
		error = translate(thrown, service);
	}
	const happened = {model, schema, operation, principal, call, input, output, time, requestId};
	world.trail.append(recordOf(error ? {...happened, error} : happened), time);
	return error ? protocol.refuse(error, model, requestId) : protocol.write(output, schema, model, requestId);
}

function strike({strikes, model: {service}, principal, schema}: Task): void {
	for (const {kind} of strikes) {
		if (kind === 'throttle') throw refuse(service, 'throttled');
		if (kind === 'fail') throw refuse(service, 'internal');
		if (kind === 'deny') {
			const permission = {action: `${service.signingName}:${schema.name}`, resource: '*'};
			throw new AwsError(
				'AccessDenied',
				refusalText(principal.arn, permission, 'with an explicit deny in a service control policy'),
				403,
			);
		}
	}
}
