import type {FormNaming} from './form.ts';
import type {Protocol} from './message.ts';
import {readParameters, routeForm, unknownAction, xmlReply} from './query.ts';
import {element, escapeXml, writeMembers} from './xml.ts';

const naming: FormNaming = {
	member(name, schema) {
		const {ec2QueryName, xmlName} = schema.getMemberTraits();
		if (typeof ec2QueryName === 'string') return ec2QueryName;
		const spelled = xmlName ?? name;
		return spelled.charAt(0).toUpperCase() + spelled.slice(1);
	},
	flatLists: true,
};

/** EC2's dialect of query: lists without `member`, names of its own, results not nested, errors in `<Errors>`. */
export const ec2: Protocol = {
	route: routeForm,
	read: (request, {input}) => readParameters(request, input, naming),
	write(output, {name, output: schema}, {service}, requestId) {
		const members = schema.isStructSchema() ? writeMembers(schema, Object(output)) : '<return>true</return>';
		const space = `http://${service.eventSource}/doc/${service.version}/`;
		const text = `<${name}Response xmlns="${space}">${element('requestId', requestId)}${members}</${name}Response>`;
		return xmlReply(200, text, requestId);
	},
	refuse(error, _model, requestId) {
		const body = element('Code', error.code) + element('Message', escapeXml(error.message));
		const errors = element('Errors', element('Error', body));
		return xmlReply(error.status, element('Response', errors + element('RequestID', requestId)), requestId);
	},
	unknownOperation: (name, service) => {
		const error = unknownAction(name, service);
		error.message = `The action ${name} is not valid for this web service.`;
		return error;
	},
};
