import type {
	AddPermissionRequest,
	AddPermissionResponse,
	GetPolicyRequest,
	GetPolicyResponse,
	InvocationRequest,
	InvocationResponse,
	RemovePermissionRequest,
} from '@aws-sdk/client-lambda';
import {AwsError, type Operation} from '../../service.ts';
import {camelCased, functionOf, permission} from './common.ts';

/** AddPermission: a statement in the function's own policy; a principal `*` opens it to the world. */
export const AddPermission: Operation<AddPermissionRequest, AddPermissionResponse> = {
	permissions: (input, call) => permission('AddPermission', input.FunctionName, call),
	handle(input, call) {
		const fn = functionOf(input.FunctionName, call);
		const Sid = input.StatementId ?? '';
		if (fn.statements.has(Sid)) {
			throw new AwsError(
				'ResourceConflictException',
				`The statement id (${Sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
				409,
			);
		}
		const statement = {
			Sid,
			Effect: 'Allow',
			Principal: principal(input.Principal ?? ''),
			Action: input.Action,
			Resource: fn.arn,
			...(input.FunctionUrlAuthType && {
				Condition: {StringEquals: {'lambda:FunctionUrlAuthType': input.FunctionUrlAuthType}},
			}),
		};
		fn.statements.set(Sid, statement);
		return {Statement: JSON.stringify(statement)};
	},
	record(input, output) {
		return {
			eventName: 'AddPermission20150331v2',
			requestParameters: camelCased(input),
			...(output && {responseElements: camelCased(output)}),
		};
	},
};

export const RemovePermission: Operation<RemovePermissionRequest, Record<string, never>> = {
	permissions: (input, call) => permission('RemovePermission', input.FunctionName, call),
	handle(input, call) {
		if (!functionOf(input.FunctionName, call).statements.delete(input.StatementId ?? '')) {
			throw noPolicy();
		}
		return {};
	},
	record: () => ({eventName: 'RemovePermission20150331v2', responseElements: null}),
};

export const GetPolicy: Operation<GetPolicyRequest, GetPolicyResponse> = {
	permissions: (input, call) => permission('GetPolicy', input.FunctionName, call),
	handle(input, call) {
		const fn = functionOf(input.FunctionName, call);
		if (fn.statements.size === 0) {
			throw noPolicy();
		}
		const policy = {Version: '2012-10-17', Id: 'default', Statement: [...fn.statements.values()]};
		return {Policy: JSON.stringify(policy)};
	},
	record: () => ({eventName: 'GetPolicy20150331v2'}),
};

/** Invoke: a data event, which never reaches the event history (field guide §9). The code itself does not run. */
export const Invoke: Operation<InvocationRequest, InvocationResponse> = {
	permissions: (input, call) => permission('InvokeFunction', input.FunctionName, call),
	handle(input, call) {
		functionOf(input.FunctionName, call);
		return {StatusCode: 200, ExecutedVersion: '$LATEST', Payload: Buffer.from('null')};
	},
	record: () => ({managementEvent: false}),
};

function principal(name: string): unknown {
	if (name === '*') {
		return '*';
	}
	return name.endsWith('.amazonaws.com')
		? {Service: name}
		: {AWS: /^\d{12}$/.test(name) ? `arn:aws:iam::${name}:root` : name};
}

function noPolicy(): AwsError {
	return new AwsError('ResourceNotFoundException', 'The resource you requested does not exist.', 404);
}
