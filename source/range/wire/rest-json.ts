import type {NormalizedSchema} from '@smithy/core/schema';
import {AwsError} from '../service.ts';
import {errorBody, jsonReply, parseBody} from './json.ts';
import {readJson, toJson} from './json-value.ts';
import type {HttpRequest, Protocol} from './message.ts';
import type {OperationModel} from './model.ts';
import {matchPath, routeRest} from './rest-route.ts';
import {readScalar, writeScalar} from './scalar.ts';

const naming = (name: string, schema: NormalizedSchema) => schema.getMergedTraits().jsonName ?? name;

/** Whether a member travels in the JSON body, and not in the path, the query string, a header or the status. */
function inBody(schema: NormalizedSchema): boolean {
	const traits = schema.getMergedTraits();
	return !(
		traits.httpLabel ||
		traits.httpQuery ||
		traits.httpQueryParams ||
		traits.httpHeader ||
		traits.httpPrefixHeaders ||
		traits.httpResponseCode ||
		traits.httpPayload
	);
}

function readMember(
	name: string,
	schema: NormalizedSchema,
	request: HttpRequest,
	labels: Readonly<Record<string, string>>,
	query: URLSearchParams,
): unknown {
	const {httpLabel, httpQuery, httpHeader, httpPayload} = schema.getMergedTraits();
	if (httpLabel) return readText(schema, labels[name]);
	if (httpQuery) {
		if (!schema.isListSchema()) return readText(schema, query.get(httpQuery) ?? undefined);
		const all = query.getAll(httpQuery);
		return all.length > 0 ? all.map(text => readScalar(schema.getValueSchema(), text)) : undefined;
	}
	if (httpHeader) return readText(schema, request.headers[httpHeader.toLowerCase()]);
	if (httpPayload && request.body.length > 0) {
		if (schema.isBlobSchema()) return request.body;
		return schema.isStringSchema()
			? request.body.toString('utf8')
			: readJson(schema, parseBody(request), naming);
	}
	return undefined;
}

const readText = (schema: NormalizedSchema, text: string | undefined): unknown =>
	text === undefined ? undefined : readScalar(schema, text);

function readInput(request: HttpRequest, {input, http}: OperationModel): Readonly<Record<string, unknown>> {
	if (!input.isStructSchema()) return {};
	const members = [...input.structIterator()];
	const bodied = members.some(([, schema]) => inBody(schema));
	const hasPayload = members.some(([, schema]) => schema.getMergedTraits().httpPayload);
	const body =
		bodied && !hasPayload ? (readJson(input, parseBody(request), naming) as Record<string, unknown>) : {};
	const labels = matchPath(http?.[1] ?? '/', request.path) ?? {};
	const query = new URLSearchParams(request.query);
	return Object.fromEntries(
		members
			.map(([name, schema]): [string, unknown] => [
				name,
				inBody(schema) ? body[name] : readMember(name, schema, request, labels, query),
			])
			.filter(([, value]) => value !== undefined),
	);
}

/** Rest-json, as Lambda and Account speak it: the operation is the method and path, members travel where traits say. */
export const restJson: Protocol = {
	route: routeRest,
	read: readInput,
	write(output, {output: schema, http}, _model, requestId) {
		const headers: Record<string, string> = {'x-amzn-requestid': requestId};
		const values = Object(output) as Record<string, unknown>;
		let status = http?.[2] ?? 200;
		let body: string | Uint8Array = status === 204 ? '' : '{}';
		if (!schema.isStructSchema()) return {...jsonReply(status, 'application/json', '', headers), body};
		const bodied: Record<string, unknown> = {};
		for (const [name, member] of schema.structIterator()) {
			const value = values[name];
			if (value === undefined || value === null) continue;
			const {httpHeader, httpResponseCode, httpPayload} = member.getMergedTraits();
			if (httpHeader) headers[httpHeader.toLowerCase()] = writeScalar(member, value, 'http-date');
			else if (httpResponseCode) status = Number(value);
			else if (httpPayload) body = payload(member, value);
			else bodied[naming(name, member)] = toJson(member, value, naming);
		}
		if (Object.keys(bodied).length > 0) body = JSON.stringify(bodied);
		return {...jsonReply(status, 'application/json', '', headers), body};
	},
	refuse(error, model, requestId) {
		const body = JSON.stringify(errorBody(error, model));
		return jsonReply(error.status, 'application/json', body, {
			'x-amzn-requestid': requestId,
			'x-amzn-errortype': error.code,
		});
	},
	unknownOperation: name =>
		new AwsError('UnknownOperationException', `The operation ${name} is not known`, 404),
};

function payload(schema: NormalizedSchema, value: unknown): string | Uint8Array {
	if (value instanceof Uint8Array || typeof value === 'string') return value;
	return JSON.stringify(toJson(schema, value, naming));
}
