import {createHash} from 'node:crypto';
import type {
	CreateKeyPairRequest,
	DeleteKeyPairRequest,
	DeleteKeyPairResult,
	DescribeKeyPairsRequest,
	DescribeKeyPairsResult,
	ImportKeyPairRequest,
	ImportKeyPairResult,
	KeyPair as KeyPairOutput,
} from '@aws-sdk/client-ec2';
import {AwsError, type Call, type Operation} from '../../service.ts';
import {arn, dryRun, tagsFor} from './common.ts';
import {passes} from './filters.ts';
import type {KeyPair} from './state.ts';

/** CreateKeyPair: AWS makes both halves and shows the private one once. The range's is no key, only shaped like one. */
export const CreateKeyPair: Operation<CreateKeyPairRequest, KeyPairOutput> = {
	permissions: (input, call) => [permission(call, 'CreateKeyPair', input.KeyName)],
	handle(input, call) {
		const {random} = call.world;
		const pair = add(input, call, input.KeyType === 'ed25519' ? 'ed25519' : 'rsa', random.hex(40));
		return {
			KeyName: pair.name,
			KeyPairId: pair.id,
			KeyFingerprint: pair.fingerprint,
			KeyMaterial: pem(random.text(1600, BASE64)),
			Tags: [...pair.tags],
		};
	},
};

/** ImportKeyPair: the public half of a key that somebody brings along. */
export const ImportKeyPair: Operation<ImportKeyPairRequest, ImportKeyPairResult> = {
	permissions: (input, call) => [permission(call, 'ImportKeyPair', input.KeyName)],
	handle(input, call) {
		const material = Buffer.from(input.PublicKeyMaterial ?? []);
		const type = /^ssh-(rsa|ed25519) /.exec(material.toString('latin1'))?.[1];
		if (!type) {
			throw new AwsError('InvalidKey.Format', 'Key is not in valid OpenSSH public key format');
		}
		const digest = createHash('md5').update(material).digest('hex');
		const pair = add(input, call, type === 'rsa' ? 'rsa' : 'ed25519', digest);
		return {KeyName: pair.name, KeyPairId: pair.id, KeyFingerprint: pair.fingerprint, Tags: [...pair.tags]};
	},
};

export const DescribeKeyPairs: Operation<DescribeKeyPairsRequest, DescribeKeyPairsResult> = {
	handle(input, call) {
		const all = call.world.ec2.keyPairs(call.region);
		const missing = input.KeyNames?.find(name => !all.some(pair => pair.name === name));
		if (missing !== undefined) {
			throw notFound(missing);
		}
		dryRun(input);
		const found = all.filter(
			pair =>
				(input.KeyNames?.includes(pair.name) ?? true) &&
				(input.KeyPairIds?.includes(pair.id) ?? true) &&
				passes(input.Filters, {
					tags: pair.tags,
					fields: {'key-name': [pair.name], 'key-pair-id': [pair.id], fingerprint: [pair.fingerprint]},
				}),
		);
		return {
			KeyPairs: found.map(pair => ({
				KeyName: pair.name,
				KeyPairId: pair.id,
				KeyType: pair.type,
				KeyFingerprint: pair.fingerprint,
				CreateTime: new Date(pair.createdAt),
				Tags: [...pair.tags],
			})),
		};
	},
};

/** DeleteKeyPair: succeeds for a name that is not there as well, as on AWS. */
export const DeleteKeyPair: Operation<DeleteKeyPairRequest, DeleteKeyPairResult> = {
	permissions: (input, call) => [permission(call, 'DeleteKeyPair', input.KeyName)],
	handle(input, call) {
		dryRun(input);
		const pair = call.world.ec2
			.keyPairs(call.region)
			.find(({id, name}) => id === input.KeyPairId || name === input.KeyName);
		if (!pair) {
			return {Return: true};
		}
		call.world.ec2.deleteKeyPair(pair);
		return {Return: true, KeyPairId: pair.id};
	},
};

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function add(
	input: CreateKeyPairRequest | ImportKeyPairRequest,
	call: Call,
	type: KeyPair['type'],
	digest: string,
): KeyPair {
	const name = input.KeyName ?? '';
	if (call.world.ec2.keyPair(call.region, name)) {
		throw new AwsError('InvalidKeyPair.Duplicate', 'The keypair already exists');
	}
	dryRun(input);
	const pair: KeyPair = {
		id: `key-0${call.world.random.hex(16)}`,
		name,
		region: call.region,
		type,
		fingerprint: (digest.match(/../g) ?? []).join(':'),
		createdAt: call.clock.now(),
		tags: tagsFor(input.TagSpecifications, 'key-pair'),
	};
	call.world.ec2.addKeyPair(pair);
	return pair;
}

function pem(body: string): string {
	const [begin, end] = ['BEGIN', 'END'].map(word => `-----${word} RSA PRIVATE KEY-----`);
	return [begin, ...(body.match(/.{1,64}/g) ?? []), end].join('\n');
}

function permission(call: Call, action: string, name: string | undefined) {
	return {action: `ec2:${action}`, resource: arn(call, 'key-pair', name ?? '*')};
}

function notFound(name: string): AwsError {
	return new AwsError('InvalidKeyPair.NotFound', `The key pair '${name}' does not exist`);
}
