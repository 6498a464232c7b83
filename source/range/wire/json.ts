import {AwsError} from '../service.ts';
import {readJson, toJson} from './json-value.ts';
import type {HttpReply, HttpRequest, Protocol} from './message.ts';
import type {ServiceModel} from './model.ts';

const naming = (name: string) => name;

/** The body as JSON; an empty one is an empty structure. Throws AwsError where it is not JSON. */
export function parseBody(request: HttpRequest): unknown {
	const text = request.body.toString('utf8');
	if (text.trim() === '') return {};
	try {
		return JSON.parse(text);
	} catch {
		throw new AwsError('SerializationException', 'Could not parse the request body as JSON');
	}
}

export function jsonReply(
	status: number,
	type: string,
	body: string,
	headers: HttpReply['headers'],
): HttpReply {
	return {status, headers: {'content-type': type, ...headers}, body};
}

/** Services disagree on `message` and `Message`: an error's own shape says which. */
export function errorBody(error: AwsError, {errors}: ServiceModel): Record<string, string> {
	const members = errors.get(error.code)?.getMemberSchemas() ?? {};
	const key = Object.keys(members).find(name => name.toLowerCase() === 'message') ?? 'message';
	return {[key]: error.message};
}

/** JSON 1.1: the operation in `X-Amz-Target`, one JSON object each way. */
export const json: Protocol = {
	route(request, {operations, service}) {
		// The AWS CLI puts its model's namespace in front, `com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.…`.
		const [name = '', prefix] = (request.headers['x-amz-target'] ?? '').split('.').toReversed();
		return (prefix === service.version ? operations.get(name) : undefined) ?? name;
	},
	read(request, {input}) {
		const body = parseBody(request);
		return input.isStructSchema() ? (readJson(input, body, naming) as Record<string, unknown>) : {};
	},
	write(output, operation, _model, requestId) {
		const body = operation.output.isStructSchema()
			? JSON.stringify(toJson(operation.output, Object(output), naming))
			: '{}';
		return jsonReply(200, 'application/x-amz-json-1.1', body, {'x-amzn-requestid': requestId});
	},
	refuse(error, model, requestId) {
		const body = JSON.stringify({__type: error.code, ...errorBody(error, model)});
		return jsonReply(error.status, 'application/x-amz-json-1.1', body, {
			'x-amzn-requestid': requestId,
			'x-amzn-errortype': error.code,
		});
	},
	unknownOperation: name => new AwsError('UnknownOperationException', `The operation ${name} is not known`),
};
