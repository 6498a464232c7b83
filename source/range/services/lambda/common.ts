import type {FunctionConfiguration} from '@aws-sdk/client-lambda';
import {AwsError, type Call, type Permission} from '../../service.ts';
import type {LambdaFunction} from './state.ts';

/** Lambda takes a name, a partial ARN or a whole one, each with or without a qualifier. */
export function arnOf(reference: string | undefined, {world, region}: Call): string {
	const name = /(?:^|:)function:([^:]+)/.exec(reference ?? '')?.[1] ?? reference?.split(':')[0] ?? '';
	return `arn:${world.partition}:lambda:${region}:${world.accountId}:function:${name}`;
}

/** @throws AwsError `ResourceNotFoundException`, 404. */
export function functionOf(reference: string | undefined, call: Call): LambdaFunction {
	const arn = arnOf(reference, call);
	const fn = call.world.lambda.get(arn);
	if (!fn) {
		throw new AwsError('ResourceNotFoundException', `Function not found: ${arn}`, 404);
	}
	return fn;
}

/** Lambda's permission on one function. */
export function permission(action: string, reference: string | undefined, call: Call): Permission[] {
	return [{action: `lambda:${action}`, resource: arnOf(reference, call)}];
}

/** How long a new function is `Pending`, ms. */
const CREATION = 3_000;

export function configurationOf(fn: LambdaFunction, now: number): FunctionConfiguration {
	const created = now >= fn.createdAt + CREATION;
	return {
		FunctionName: fn.name,
		FunctionArn: fn.arn,
		...(fn.runtime && {Runtime: fn.runtime}),
		Role: fn.role,
		...(fn.handler !== undefined && {Handler: fn.handler}),
		CodeSize: fn.codeSize,
		Description: fn.description,
		Timeout: fn.timeout,
		MemorySize: fn.memorySize,
		LastModified: timestamp(fn.modifiedAt),
		CodeSha256: fn.codeSha256,
		Version: '$LATEST',
		...(fn.environment && {Environment: fn.environment}),
		TracingConfig: {Mode: 'PassThrough'},
		RevisionId: fn.revisionId,
		...(created
			? {State: 'Active' as const, LastUpdateStatus: 'Successful' as const}
			: {
					State: 'Pending' as const,
					StateReason: 'The function is being created.',
					StateReasonCode: 'Creating' as const,
				}),
		PackageType: 'Zip',
		Architectures: ['x86_64'],
		EphemeralStorage: {Size: 512},
		SnapStart: {ApplyOn: 'None', OptimizationStatus: 'Off'},
	};
}

/** Lambda writes its times as text, `2026-11-20T12:25:32.895+0000`. */
export function timestamp(time: number): string {
	return new Date(time).toISOString().replace('Z', '+0000');
}

/** A configuration as the trail has it: camel case, and the environment's values left out. */
export function recordedConfiguration(configuration: FunctionConfiguration): object {
	const {Environment, ...rest} = configuration;
	return {...camelCased(rest), environment: {}};
}

/** The first letters of all members lowered, as Lambda's records have them. */
export function camelCased(value: object): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(value)
			.filter(([, member]) => member !== undefined)
			.map(([name, member]) => [
				name.charAt(0).toLowerCase() + name.slice(1),
				typeof member === 'object' && member !== null && !Array.isArray(member) ? camelCased(member) : member,
			]),
	);
}
