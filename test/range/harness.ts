import {CloudTrailClient} from '@aws-sdk/client-cloudtrail';
import {EC2Client} from '@aws-sdk/client-ec2';
import {IAMClient} from '@aws-sdk/client-iam';
import {LambdaClient} from '@aws-sdk/client-lambda';
import {STSClient} from '@aws-sdk/client-sts';
import {afterAll, beforeAll} from 'vitest';
import {RangeClock} from '../../source/range/clock.ts';
import {type Range, type RangeOptions, startRange} from '../../source/range/range.ts';
import type {TrailRecord} from '../../source/range/trail.ts';

export interface Keys {
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
	readonly sessionToken?: string;
}

/** Real SDK clients on a range, as one set of credentials. */
export function clientsOf(range: Range, credentials: Keys, region = 'us-east-1') {
	const config = {endpoint: range.url, region, credentials, maxAttempts: 1};
	return {
		cloudtrail: new CloudTrailClient(config),
		ec2: new EC2Client(config),
		iam: new IAMClient(config),
		lambda: new LambdaClient(config),
		sts: new STSClient(config),
	};
}

/** Credentials as STS answers them, as clients take them. */
export function keysOf(answer: {
	Credentials?:
		| {
				AccessKeyId?: string | undefined;
				SecretAccessKey?: string | undefined;
				SessionToken?: string | undefined;
		  }
		| undefined;
}): Keys {
	const {AccessKeyId = '', SecretAccessKey = '', SessionToken = ''} = answer.Credentials ?? {};
	return {accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken};
}

/** The refusal that a call met: AWS's code, message and status. Fails where the call went through. */
export async function refusal(
	call: Promise<unknown>,
): Promise<{code: string; message: string; status: number}> {
	try {
		await call;
	} catch (error) {
		const {name, Code, message, $metadata} = error as {
			name: string;
			Code?: string;
			message: string;
			$metadata?: {httpStatusCode?: number};
		};
		return {code: Code ?? name, message, status: $metadata?.httpStatusCode ?? 0};
	}
	throw new Error('The call was answered');
}

/** A range for the tests of a file: writes work at once, events show at once, unless told otherwise. Bugs fail tests. */
export function stageRange(options: RangeOptions = {}) {
	const held: {range?: Range} = {};
	const records: TrailRecord[] = [];
	const bugs: unknown[] = [];
	const clock = new RangeClock();
	beforeAll(async () => {
		held.range = await startRange({
			consistencyGap: 0,
			deliveryDelay: 0,
			lookupRate: Number.POSITIVE_INFINITY,
			clock,
			onBug: error => bugs.push(error),
			...options,
		});
		held.range.world.trail.listen(record => records.push(record));
	});
	afterAll(async () => {
		await held.range?.close();
		if (bugs.length > 0) throw bugs[0];
	});
	return {
		clock,
		/** Every record of the trail so far. */
		records,
		get range(): Range {
			if (held.range === undefined) throw new Error('The range runs within tests only');
			return held.range;
		},
		/** The last record of an event. */
		last(eventName: string): TrailRecord | undefined {
			return records.findLast(record => record.eventName === eventName);
		},
	};
}

/** A policy document with one statement. */
export const policy = (
	Effect: 'Allow' | 'Deny',
	Action: string | readonly string[],
	more: Readonly<Record<string, unknown>> = {},
): string => JSON.stringify({Version: '2012-10-17', Statement: [{Effect, Action, Resource: '*', ...more}]});

/** A trust policy for principals of type AWS. */
export const trust = (
	AWS: string | readonly string[],
	more: Readonly<Record<string, unknown>> = {},
): string =>
	JSON.stringify({
		Version: '2012-10-17',
		Statement: [{Effect: 'Allow', Principal: {AWS}, Action: 'sts:AssumeRole', ...more}],
	});
