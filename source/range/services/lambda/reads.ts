import type {
	FunctionConfiguration,
	GetFunctionConfigurationRequest,
	GetFunctionRequest,
	GetFunctionResponse,
	ListFunctionsRequest,
	ListFunctionsResponse,
	ListTagsRequest,
	ListTagsResponse,
} from '@aws-sdk/client-lambda';
import type {Operation} from '../../service.ts';
import {configurationOf, functionOf, permission} from './common.ts';

export const ListFunctions: Operation<ListFunctionsRequest, ListFunctionsResponse> = {
	handle(input, {world, region, clock}) {
		const all = world.lambda.in(region);
		const start = input.Marker === undefined ? 0 : all.findIndex(fn => fn.name > (input.Marker ?? ''));
		const end = (start < 0 ? all.length : start) + Math.min(input.MaxItems ?? 50, 50);
		const functions = start < 0 ? [] : all.slice(start, end);
		const last = functions.at(-1);
		return {
			Functions: functions.map(fn => configurationOf(fn, clock.now())),
			...(end < all.length && last && {NextMarker: last.name}),
		};
	},
	record: () => ({eventName: 'ListFunctions20150331'}),
};

export const GetFunction: Operation<GetFunctionRequest, GetFunctionResponse> = {
	permissions: (input, call) => permission('GetFunction', input.FunctionName, call),
	handle(input, call) {
		const fn = functionOf(input.FunctionName, call);
		return {
			Configuration: configurationOf(fn, call.clock.now()),
			Code: {
				RepositoryType: 'S3',
				Location: `https://awslambda-${call.region}-tasks.s3.${call.region}.amazonaws.com/snapshots/${call.world.accountId}/${fn.name}`,
			},
			Tags: {...fn.tags},
		};
	},
	record: () => ({eventName: 'GetFunction20150331v2'}),
};

export const GetFunctionConfiguration: Operation<GetFunctionConfigurationRequest, FunctionConfiguration> = {
	permissions: (input, call) => permission('GetFunctionConfiguration', input.FunctionName, call),
	handle: (input, call) => configurationOf(functionOf(input.FunctionName, call), call.clock.now()),
	record: () => ({eventName: 'GetFunctionConfiguration20150331v2'}),
};

export const ListTags: Operation<ListTagsRequest, ListTagsResponse> = {
	permissions: (input, call) => permission('ListTags', input.Resource, call),
	handle: (input, call) => ({Tags: {...functionOf(input.Resource, call).tags}}),
	record: () => ({eventName: 'ListTags20170331'}),
};
