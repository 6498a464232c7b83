import {EC2} from '@aws-sdk/client-ec2';
import {IAM} from '@aws-sdk/client-iam';
import {Lambda} from '@aws-sdk/client-lambda';
import {Lightsail} from '@aws-sdk/client-lightsail';
import {STS} from '@aws-sdk/client-sts';
import {type Aws, type ConnectOptions, connect} from '../../source/aws/index.ts';
import {type Range, startRange} from '../../source/range/range.ts';

/** An account of the range, leaktui's way into it, and an administrator's own clients to arrange things with. */
export interface Account {
	readonly range: Range;
	readonly aws: Aws;
	readonly iam: IAM;
	ec2(region: string): EC2;
	lambda(region: string): Lambda;
	lightsail(region: string): Lightsail;
	/** leaktui with other credentials or options. */
	connect(options: Partial<ConnectOptions>): Promise<Aws>;
	close(): Promise<void>;
}

export async function openAccount(): Promise<Account> {
	const range = await startRange({consistencyGap: 0, deliveryDelay: 0, lookupRate: 1000});
	const {accessKeyId, secretAccessKey} = range.responder;
	const credentials = {accessKeyId, secretAccessKey};
	const config = {endpoint: range.url, credentials, region: 'us-east-1'};
	const open: Aws[] = [];
	const connectTo = async (options: Partial<ConnectOptions>) => {
		const defaults = {profile: null, credentials, endpointUrl: range.url, version: 'test', regions: null};
		const aws = await connect({...defaults, ...options});
		open.push(aws);
		return aws;
	};
	return {
		range,
		aws: await connectTo({}),
		iam: new IAM(config),
		ec2: region => new EC2({...config, region}),
		lambda: region => new Lambda({...config, region}),
		lightsail: region => new Lightsail({...config, region}),
		connect: connectTo,
		async close() {
			for (const aws of open) aws.close();
			await range.close();
		},
	};
}

/** Session keys of the user that `credentials` belong to. */
export async function sessionOf(range: Range, credentials: {accessKeyId: string; secretAccessKey: string}) {
	const sts = new STS({endpoint: range.url, region: 'us-east-1', credentials});
	const {Credentials} = await sts.getSessionToken({});
	return {
		accessKeyId: Credentials?.AccessKeyId ?? '',
		secretAccessKey: Credentials?.SecretAccessKey ?? '',
		sessionToken: Credentials?.SessionToken ?? '',
	};
}

export const never = new AbortController().signal;

/** All that an iteration yields. */
export async function drain<T>(iteration: AsyncIterable<T>): Promise<T[]> {
	const all: T[] = [];
	for await (const item of iteration) all.push(item);
	return all;
}
