import {Agent as HttpAgent} from 'node:http';
import {Agent as HttpsAgent} from 'node:https';
import type {Account} from '@aws-sdk/client-account';
import type {Athena} from '@aws-sdk/client-athena';
import type {CloudTrail} from '@aws-sdk/client-cloudtrail';
import type {EC2} from '@aws-sdk/client-ec2';
import type {IAM} from '@aws-sdk/client-iam';
import type {Lambda} from '@aws-sdk/client-lambda';
import type {Lightsail} from '@aws-sdk/client-lightsail';
import type {Organizations} from '@aws-sdk/client-organizations';
import type {STS} from '@aws-sdk/client-sts';
import {NodeHttpHandler} from '@smithy/node-http-handler';
import type {AwsCall, ServiceName} from '../domain/plan.ts';
import {type CredentialOptions, credentialProvider} from './credentials.ts';
import {isAbort, refusalOf} from './errors.ts';
import {admit} from './gate.ts';
import {findOperation} from './operations.ts';

/** The SDK's client of each service. */
interface ClientOf {
	readonly account: Account;
	readonly athena: Athena;
	readonly cloudtrail: CloudTrail;
	readonly ec2: EC2;
	readonly iam: IAM;
	readonly lambda: Lambda;
	readonly lightsail: Lightsail;
	readonly organizations: Organizations;
	readonly sts: STS;
}

export interface ClientOptions extends CredentialOptions {
	/** Every service at this address: an emulator, a range; null: AWS, or what AWS_ENDPOINT_URL says. */
	readonly endpointUrl: string | null;
	/** Goes into the user agent, so that the responder's own calls can be recognised (field guide §15). */
	readonly version: string;
}

/** What the write gate needs of the clients. */
export interface Caller {
	/** Makes the call; throws a Refusal. */
	send(call: AwsCall): Promise<{output: Readonly<Record<string, unknown>>; requestId: string | null}>;
	/** The access key id that signs now. Throws a Refusal where there are no credentials. */
	signer(): Promise<string>;
}

/** SDK clients, made on first use, one for each service and region. Every error of theirs is a Refusal. */
export interface Clients extends Caller {
	of<Name extends ServiceName>(service: Name, region: string): Promise<ClientOf[Name]>;
	/** Drops all connections; what is under way fails. */
	close(): void;
}

/** Attempts for each call, the first included; 1 where operations.ts says `once`. Standard mode backs off up to 20 s. */
const attempts = 5;

/** Nothing that the SDK has to say may reach the screen; an own object, since it warns on the console in place of its NoOpLogger. */
const logger = {trace() {}, debug() {}, info() {}, warn() {}, error() {}};

/** Three kinds in some 34 regions at once: sockets are per host, so this is plenty; idle ones are kept. */
const agentOptions = {keepAlive: true, maxSockets: 64};

/** Loading a service's client takes up to some 100 ms, so each waits for its first use. */
const load: {[Name in ServiceName]: (config: Config) => Promise<ClientOf[Name]>} = {
	account: async config => new (await import('@aws-sdk/client-account')).Account(config),
	athena: async config => new (await import('@aws-sdk/client-athena')).Athena(config),
	cloudtrail: async config => new (await import('@aws-sdk/client-cloudtrail')).CloudTrail(config),
	ec2: async config => new (await import('@aws-sdk/client-ec2')).EC2(config),
	iam: async config => new (await import('@aws-sdk/client-iam')).IAM(config),
	lambda: async config => new (await import('@aws-sdk/client-lambda')).Lambda(config),
	lightsail: async config => new (await import('@aws-sdk/client-lightsail')).Lightsail(config),
	organizations: async config => new (await import('@aws-sdk/client-organizations')).Organizations(config),
	// Regional endpoints are this client's rule: tokens of the global one fail in opt-in regions (field guide §11).
	sts: async config => new (await import('@aws-sdk/client-sts')).STS(config),
};

type Config = ReturnType<typeof configuration>;

/** The only place where clients are made: each has the gate at its mouth, so nothing reaches the wire around it. */
export function createClients(options: ClientOptions): Clients {
	const credentials = credentialProvider(options, logger);
	const requestHandler = new NodeHttpHandler({
		httpAgent: new HttpAgent(agentOptions),
		httpsAgent: new HttpsAgent(agentOptions),
		connectionTimeout: 4_000,
		requestTimeout: 30_000,
		throwOnRequestTimeout: true,
		socketAcquisitionWarningTimeout: 600_000,
		logger,
	});
	const made = new Map<string, Promise<ClientOf[ServiceName]>>();

	const client = <Name extends ServiceName>(service: Name, region: string, maxAttempts: number) => {
		const key = `${service}/${region}/${maxAttempts}`;
		let found = made.get(key);
		if (found === undefined) {
			const config = configuration(options, {credentials, requestHandler, region, maxAttempts});
			found = load[service](config).then(fresh => guarded(fresh, service, region));
			made.set(key, found);
		}
		// The map holds under this key what `load[service]` made.
		return found as Promise<ClientOf[Name]>;
	};

	return {
		of: (service, region) => client(service, region, service === 'cloudtrail' ? 1 : attempts),
		async send(call) {
			const once = findOperation(call.service, call.operation)?.once === true;
			const target = await client(call.service, call.region, once ? 1 : attempts);
			const method = call.operation.charAt(0).toLowerCase() + call.operation.slice(1);
			const operation: unknown = Reflect.get(target, method);
			if (typeof operation !== 'function') throw new TypeError(`${call.service} has no ${call.operation}`);
			const {$metadata, ...output} = await Reflect.apply(operation, target, [call.input]);
			return {output, requestId: $metadata?.requestId ?? null};
		},
		signer: async () => (await credentials()).accessKeyId,
		close: () => requestHandler.destroy(),
	};
}

function configuration<Parts extends object>(options: ClientOptions, parts: Parts) {
	return {
		...parts,
		...(options.endpointUrl === null ? {} : {endpoint: options.endpointUrl}),
		customUserAgent: `leaktui/${options.version}`,
		logger,
		retryMode: 'standard',
	};
}

/** Puts the gate before everything else that a call goes through, and turns what comes back as an error into a Refusal. */
function guarded<Client extends ClientOf[ServiceName]>(
	client: Client,
	service: ServiceName,
	region: string,
): Client {
	// The stacks of the clients differ only in the types of what passes, and this looks at none of it.
	const {middlewareStack} = client as unknown as STS;
	middlewareStack.add(
		(next, context) => async args => {
			const operation = (context.commandName ?? '').replace(/Command$/, '');
			admit(service, region, operation, args.input);
			try {
				return await next(args);
			} catch (error) {
				throw isAbort(error) ? error : refusalOf(error, {service, operation, region});
			}
		},
		{step: 'initialize', priority: 'high', name: 'leaktuiGate'},
	);
	middlewareStack.add(
		next => async args => {
			try {
				return await next(args);
			} catch (error) {
				throw service === 'iam' ? notThrottled(error) : error;
			}
		},
		{step: 'deserialize', priority: 'high', name: 'leaktuiQuota'},
	);
	return client;
}

/**
 * IAM's answer that a quota is full, by the code that is on the wire: the SDK takes its class's name for throttling, and
 * would repeat a call for seconds that fails each time, while the next means waits (field guide §2).
 */
function notThrottled(error: unknown): unknown {
	if (error instanceof Error && error.name === 'LimitExceededException') error.name = 'LimitExceeded';
	return error;
}
