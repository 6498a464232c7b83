import {createHash} from 'node:crypto';
import type {
	CreateFunctionRequest,
	DeleteFunctionRequest,
	DeleteFunctionResponse,
	FunctionCode,
	FunctionConfiguration,
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
