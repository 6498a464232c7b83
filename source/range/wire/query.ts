import type {NormalizedSchema} from '@smithy/core/schema';
import {AwsError, type Service} from '../service.ts';
import {type FormNaming, type FormNode, parseForm, readForm} from './form.ts';
import type {HttpReply, HttpRequest, Protocol} from './message.ts';
import type {OperationModel, ServiceModel} from './model.ts';
import {element, escapeXml, writeMembers} from './xml.ts';

const naming: FormNaming = {
	member: (name, schema) => schema.getMemberTraits().xmlName ?? name,
	flatLists: false,
};

/** Parameters come in a form body, or in the query string of a GET. */
function formOf(request: HttpRequest): FormNode {
	return parseForm(request.method === 'GET' ? request.query : request.body.toString('utf8'));
}

/** The input that the parameters make; operations without one ignore them. */
export function readParameters(
	request: HttpRequest,
	schema: NormalizedSchema,
	names: FormNaming,
): Readonly<Record<string, unknown>> {
	return schema.isStructSchema() ? (readForm(schema, formOf(request), names) as Record<string, unknown>) : {};
}

export function routeForm(request: HttpRequest, model: ServiceModel): OperationModel | string {
	const action = new URLSearchParams(
		request.method === 'GET' ? request.query : request.body.toString('utf8'),
	).get('Action');
	return model.operations.get(action ?? '') ?? action ?? '';
}

export function xmlReply(status: number, body: string, requestId: string): HttpReply {
	return {
		status,
		headers: {'content-type': 'text/xml', 'x-amzn-requestid': requestId},
		body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
	};
}

export function unknownAction(name: string, service: Service): AwsError {
	return new AwsError('InvalidAction', `Could not find operation ${name} for version ${service.version}`);
}

/** Query, as IAM and STS speak it: a form in, XML out, the result nested in `<CreateUserResult>`. */
export const query: Protocol = {
	route: routeForm,
	read: (request, {input}) => readParameters(request, input, naming),
	write(output, {name, output: schema}, {service}, requestId) {
		const result = schema.isStructSchema()
			? element(`${name}Result`, writeMembers(schema, Object(output)))
			: '';
		const metadata = element('ResponseMetadata', element('RequestId', requestId));
		const space = `https://${service.eventSource}/doc/${service.version}/`;
		return xmlReply(
			200,
			`<${name}Response xmlns="${space}">${result}${metadata}</${name}Response>`,
			requestId,
		);
	},
	refuse(error, {service}, requestId) {
		const body = [
			element('Type', error.status < 500 ? 'Sender' : 'Receiver'),
			element('Code', error.code),
			element('Message', escapeXml(error.message)),
		].join('');
		const space = `https://${service.eventSource}/doc/${service.version}/`;
		const text = `<ErrorResponse xmlns="${space}">${element('Error', body)}${element('RequestId', requestId)}</ErrorResponse>`;
		return xmlReply(error.status, text, requestId);
	},
	unknownOperation: unknownAction,
};
