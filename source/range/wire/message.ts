import type {AwsError, Service} from '../service.ts';
import type {OperationModel, ServiceModel} from './model.ts';

/** An HTTP request as it came off the wire: the path still percent-encoded, header names in lower case. */
export interface HttpRequest {
	readonly method: string;
	readonly path: string;
	/** Without the question mark. */
	readonly query: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Buffer;
}

export interface HttpReply {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string | Uint8Array;
}

/** One of AWS's wire protocols, seen from the server: HTTP to input, output to HTTP. */
export interface Protocol {
	/** The operation that the request asks for; its bare name where the service does not know it. */
	route(request: HttpRequest, model: ServiceModel): OperationModel | string;
	/** Throws AwsError where the request cannot be read as the operation's input. */
	read(request: HttpRequest, operation: OperationModel): Readonly<Record<string, unknown>>;
	write(output: unknown, operation: OperationModel, model: ServiceModel, requestId: string): HttpReply;
	refuse(error: AwsError, model: ServiceModel, requestId: string): HttpReply;
	/** What this family of services answers when an operation does not exist. */
	unknownOperation(name: string, service: Service): AwsError;
}
