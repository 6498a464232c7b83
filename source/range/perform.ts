import type {FaultRule} from './faults.ts';
import type {Principal} from './principals/authenticate.ts';
import {demand, refusalText} from './principals/authorize.ts';
import {checkLimits} from './principals/limits.ts';
import {recordOf} from './record.ts';
import {AwsError, type Call, type Operation} from './service.ts';
import type {LastUse} from './services/iam/state.ts';
import type {Signature} from './sigv4.ts';
import type {HttpReply, HttpRequest} from './wire/message.ts';
import type {OperationModel, ServiceModel} from './wire/model.ts';
import {protocols} from './wire/protocols.ts';
import {refuse, translate} from './wire/refusals.ts';
import {checkRequired} from './wire/required.ts';
import type {World} from './world.ts';

/** A call whose signer is known. */
export interface Task {
	readonly world: World;
	readonly request: HttpRequest;
	readonly signature: Signature;
	readonly principal: Principal;
	readonly model: ServiceModel;
	readonly schema: OperationModel;
	readonly operation: Operation<unknown, unknown>;
	readonly requestId: string;
	/** Faults that make the call fail. */
	readonly strikes: readonly FaultRule[];
	/** Told of errors that are the range's own. */
	readonly onBug: (error: unknown) => void;
}

/** What GetAccessKeyLastUsed and GetRole tell of later; a refused call is a use as well. */
function noteUse({iam}: World, {credential, session}: Principal, use: LastUse): void {
	iam.lastUsed.set(credential, use);
	if (session?.role) iam.rolesUsed.set(session.role.id, use);
}

/** Carries out the call of a known principal, and records it whether it was allowed or not. */
export async function perform(task: Task): Promise<HttpReply> {
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
		checkLimits(principal, service, schema.name);
		checkRequired(input, schema, service);
		const needed = operation.permissions?.(input, call) ?? [
			{action: `${service.signingName}:${schema.name}`, resource: '*'},
		];
		demand(world, principal, needed, {now: time, ...call, service: conditionKeys(service, input)});
		output = await operation.handle(input, call);
	} catch (thrown) {
		error = translate(thrown, service);
		if (!(thrown instanceof AwsError)) task.onBug(thrown);
	}
	const happened = {model, schema, operation, principal, call, input, output, time, requestId};
	world.trail.append(recordOf(error ? {...happened, error} : happened), time);
	return error ? protocol.refuse(error, model, requestId) : protocol.write(output, schema, model, requestId);
}

/** IAM tells its conditions which managed policy a call attaches or detaches. */
function conditionKeys({signingName}: ServiceModel['service'], input: Readonly<Record<string, unknown>>) {
	const arn = input['PolicyArn'];
	return signingName === 'iam' && typeof arn === 'string' ? {'iam:PolicyARN': arn} : {};
}

function strike({strikes, model: {service}, principal, schema}: Task): void {
	for (const {kind, code} of strikes) {
		if (kind === 'refuse') throw new AwsError(code ?? 'ServiceFailure', 'Refused by the range.', 409);
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
