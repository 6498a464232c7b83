import {createHash} from 'node:crypto';
import type {
	CreateFunctionRequest,
	DeleteFunctionRequest,
	DeleteFunctionResponse,
	FunctionCode,
	FunctionConfiguration,
	GetFunctionConfigurationRequest,
	GetFunctionRequest,
	GetFunctionResponse,
	ListFunctionsRequest,
	ListFunctionsResponse,
	ListTagsRequest,
	ListTagsResponse,
	UpdateFunctionCodeRequest,
} from '@aws-sdk/client-lambda';
import {AwsError, type Call, type Operation} from '../../service.ts';
import {arnOf, camelCased, configurationOf, functionOf, permission, recordedConfiguration} from './common.ts';
import type {LambdaFunction} from './state.ts';

export const CreateFunction: Operation<CreateFunctionRequest, FunctionConfiguration> = {
	permissions: (input, call) => [
		...permission('CreateFunction', input.FunctionName, call),
		{action: 'iam:PassRole', resource: input.Role ?? '*'},
	],
	handle(input, call) {
		const arn = arnOf(input.FunctionName, call);
		const name = arn.split(':').at(-1) ?? '';
		if (call.world.lambda.get(arn)) {
			throw new AwsError('ResourceConflictException', `Function already exist: ${name}`, 409);
		}
		checkRole(input.Role ?? '', call);
		const now = call.clock.now();
		const fn: LambdaFunction = {
			name,
			arn,
			region: call.region,
			runtime: input.Runtime,
			role: input.Role ?? '',
			handler: input.Handler,
			description: input.Description ?? '',
			timeout: input.Timeout ?? 3,
			memorySize: input.MemorySize ?? 128,
			environment: input.Environment,
			tags: input.Tags ?? {},
			createdAt: now,
			modifiedAt: now,
			...code(input.Code),
			revisionId: call.world.random.uuid(),
			url: undefined,
			statements: new Map(),
		};
		call.world.lambda.add(fn);
		return configurationOf(fn, now);
	},
	record({Code, Environment, ...input}, output) {
		const {S3Bucket, S3Key} = Code ?? {};
		return {
			eventName: 'CreateFunction20150331',
			requestParameters: {...camelCased(input), code: camelCased({S3Bucket, S3Key}), environment: {}},
			...(output && {responseElements: recordedConfiguration(output)}),
			keepWhenDenied: false,
		};
	},
};

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

export const DeleteFunction: Operation<DeleteFunctionRequest, DeleteFunctionResponse> = {
	permissions: (input, call) => permission('DeleteFunction', input.FunctionName, call),
	handle(input, call) {
		call.world.lambda.delete(functionOf(input.FunctionName, call));
		return {StatusCode: 204};
	},
	record: () => ({eventName: 'DeleteFunction20150331', responseElements: null}),
};

export const UpdateFunctionCode: Operation<UpdateFunctionCodeRequest, FunctionConfiguration> = {
	permissions: (input, call) => permission('UpdateFunctionCode', input.FunctionName, call),
	handle(input, call) {
		const fn = functionOf(input.FunctionName, call);
		Object.assign(fn, code(input), {modifiedAt: call.clock.now(), revisionId: call.world.random.uuid()});
		return configurationOf(fn, call.clock.now());
	},
	record({ZipFile, ...input}, output) {
		return {
			eventName: 'UpdateFunctionCode20150331v2',
			requestParameters: camelCased(input),
			...(output && {responseElements: recordedConfiguration(output)}),
		};
	},
};

export const ListTags: Operation<ListTagsRequest, ListTagsResponse> = {
	permissions: (input, call) => permission('ListTags', input.Resource, call),
	handle: (input, call) => ({Tags: {...functionOf(input.Resource, call).tags}}),
	record: () => ({eventName: 'ListTags20170331'}),
};

/** Lambda takes a role only if the role's trust policy names it. */
function checkRole(arn: string, {world}: Call): void {
	const role = world.iam.roles.get(arn.split('/').at(-1) ?? '');
	if (role?.arn !== arn || !role.trust.includes('lambda.amazonaws.com')) {
		throw new AwsError(
			'InvalidParameterValueException',
			'The role defined for the function cannot be assumed by Lambda.',
		);
	}
}

/** What Lambda remembers of the code: its size and its hash; of code in a bucket, the name stands for the content. */
function code({
	ZipFile,
	S3Bucket,
	S3Key,
}: FunctionCode = {}): Pick<LambdaFunction, 'codeSize' | 'codeSha256'> {
	const content = ZipFile ?? Buffer.from(`${S3Bucket}/${S3Key}`);
	return {codeSize: content.length, codeSha256: createHash('sha256').update(content).digest('base64')};
}
