import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {findOperation, operations} from '../../source/aws/operations.ts';

const source = join(import.meta.dirname, '../../source');

const modules = {
	account: () => import('@aws-sdk/client-account'),
	athena: () => import('@aws-sdk/client-athena'),
	cloudtrail: () => import('@aws-sdk/client-cloudtrail'),
	ec2: () => import('@aws-sdk/client-ec2'),
	iam: () => import('@aws-sdk/client-iam'),
	lambda: () => import('@aws-sdk/client-lambda'),
	lightsail: () => import('@aws-sdk/client-lightsail'),
	organizations: () => import('@aws-sdk/client-organizations'),
	sts: () => import('@aws-sdk/client-sts'),
};

describe('the table of operations', () => {
	test.each(
		operations.map(row => [`${row.service}:${row.operation}`, row] as const),
	)('%s is an operation of its SDK client', async (_, {service, operation}) => {
		expect(await modules[service]()).toHaveProperty(`${operation}Command`);
	});

	test('has each operation once, with the IAM actions that it needs', () => {
		const names = operations.map(({service, operation}) => `${service}:${operation}`);
		expect(new Set(names).size).toBe(names.length);
		for (const {actions} of operations)
			for (const action of actions) expect(action).toMatch(/^[a-z0-9]+:[A-Z]\w+$/);
		expect(findOperation('iam', 'UpdateAccessKey')?.actions).toEqual(['iam:UpdateAccessKey']);
		expect(findOperation('iam', 'CreateUser')).toBeUndefined();
	});

	test('calls a write what changes something', () => {
		const changing =
			/^(Create|Delete|Modify|Put|Update|Attach|Detach|Terminate|Stop|Start|Run|Set|Add|Remove)/;
		// A query of our own: nothing of the account's is started or stopped with it.
		const queries = ['StartQueryExecution', 'StopQueryExecution'];
		for (const {operation, access} of operations) {
			const writes = changing.test(operation) && !queries.includes(operation);
			expect([operation, access]).toEqual([operation, writes ? 'write' : 'read']);
		}
	});
});

describe('the program', () => {
	const files = readdirSync(source, {recursive: true, encoding: 'utf8'}).filter(
		file => /\.tsx?$/.test(file) && !file.startsWith('range/'),
	);

	test('makes SDK clients in aws/clients.ts and nowhere else', () => {
		const importing = files.filter(file => {
			const text = readFileSync(join(source, file), 'utf8');
			const imports = text.match(/^import (?!type )[^;]*from '@aws-sdk\/client-[^']*'/gm) ?? [];
			return imports.length > 0 || /import\(['"`]@aws-sdk\/client-/.test(text);
		});
		expect(importing).toEqual(['aws/clients.ts']);
	});

	test('lets nobody but the gate give out tickets', () => {
		const gate = readFileSync(join(source, 'aws/gate.ts'), 'utf8');
		expect(gate.match(/^export (function|const|class) (\w+)/gm)).toEqual([
			'export function admit',
			'export function openGate',
		]);
	});
});
