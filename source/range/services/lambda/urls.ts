import type {
	CreateFunctionUrlConfigRequest,
	CreateFunctionUrlConfigResponse,
	DeleteFunctionUrlConfigRequest,
	FunctionUrlConfig,
	GetFunctionUrlConfigRequest,
	GetFunctionUrlConfigResponse,
	ListFunctionUrlConfigsRequest,
	ListFunctionUrlConfigsResponse,
} from '@aws-sdk/client-lambda';
import {AwsError, type Operation} from '../../service.ts';
import {functionOf, permission, timestamp} from './common.ts';
import type {FunctionUrl, LambdaFunction} from './state.ts';

/** A URL of the function on the public internet; `AuthType: NONE` lets anybody call it. */
export const CreateFunctionUrlConfig: Operation<
	CreateFunctionUrlConfigRequest,
	CreateFunctionUrlConfigResponse
> = {
	permissions: (input, call) => permission('CreateFunctionUrlConfig', input.FunctionName, call),
	handle(input, call) {
		const fn = functionOf(input.FunctionName, call);
		if (fn.url) {
			throw new AwsError(
				'ResourceConflictException',
				`Failed to create function url config for [functionArn = ${fn.arn}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
				409,
			);
		}
		const host = call.world.random.text(32, 'abcdefghijklmnopqrstuvwxyz234567');
		fn.url = {
			url: `https://${host}.lambda-url.${call.region}.on.aws/`,
			authType: input.AuthType ?? 'AWS_IAM',
			invokeMode: input.InvokeMode ?? 'BUFFERED',
			cors: input.Cors,
			createdAt: call.clock.now(),
		};
		return describe(fn, fn.url);
	},
};

export const GetFunctionUrlConfig: Operation<GetFunctionUrlConfigRequest, GetFunctionUrlConfigResponse> = {
	permissions: (input, call) => permission('GetFunctionUrlConfig', input.FunctionName, call),
	handle(input, call) {
		const fn = functionOf(input.FunctionName, call);
		return describe(fn, urlOf(fn));
	},
};

export const ListFunctionUrlConfigs: Operation<
	ListFunctionUrlConfigsRequest,
	ListFunctionUrlConfigsResponse
> = {
	permissions: (input, call) => permission('ListFunctionUrlConfigs', input.FunctionName, call),
	handle(input, call) {
		const fn = functionOf(input.FunctionName, call);
		return {FunctionUrlConfigs: fn.url ? [describe(fn, fn.url)] : []};
	},
};

export const DeleteFunctionUrlConfig: Operation<DeleteFunctionUrlConfigRequest, Record<string, never>> = {
	permissions: (input, call) => permission('DeleteFunctionUrlConfig', input.FunctionName, call),
	handle(input, call) {
		const fn = functionOf(input.FunctionName, call);
		urlOf(fn);
		fn.url = undefined;
		return {};
	},
};

function urlOf(fn: LambdaFunction): FunctionUrl {
	if (!fn.url) {
		throw new AwsError('ResourceNotFoundException', 'The resource you requested does not exist.', 404);
	}
	return fn.url;
}

function describe(
	fn: LambdaFunction,
	{url, authType, invokeMode, cors, createdAt}: FunctionUrl,
): FunctionUrlConfig {
	return {
		FunctionUrl: url,
		FunctionArn: fn.arn,
		AuthType: authType,
		InvokeMode: invokeMode,
		...(cors && {Cors: cors}),
		CreationTime: timestamp(createdAt),
		LastModifiedTime: timestamp(createdAt),
	};
}
