import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {type RunningScenario, startScenario} from '../../source/range/scenario.ts';
import {leaktui} from './leaktui.ts';

let incident: RunningScenario;
beforeAll(async () => {
	incident = await startScenario('cryptomining', {live: false, deliveryDelay: 0, consistencyGap: 0});
});
afterAll(() => incident.stop());

const report = (...args: string[]) =>
	leaktui(['report', incident.leakedKeyId, ...args], incident.environment);

describe('a report from Athena', () => {
	it('prints the statement that makes the table, for a person to run, and runs nothing', async () => {
		const {status, stdout, stderr} = await report(
			...['--athena', 'security.trail', '--athena-ddl', 's3://trails-of-acme/audit/AWSLogs/'],
			...['--region', 'us-east-1,eu-west-1'],
		);
		expect({status, stderr}).toEqual({status: 0, stderr: ''});
		expect(stdout).toContain('CREATE EXTERNAL TABLE `security`.`trail`');
		expect(stdout).toContain("LOCATION 's3://trails-of-acme/audit/AWSLogs/");
		expect(stdout).toContain("'projection.region.values' = 'us-east-1,eu-west-1'");
		expect(stdout).toContain('210987654321');
	});

	it('of a table that is not there is incomplete, and says so', async () => {
		const {status, stdout} = await report('--athena', 'security.trail');
		const {coverage} = JSON.parse(stdout) as {coverage: {source: string; error: string | null}[]};
		expect(coverage).toEqual([
			expect.objectContaining({source: 'athena', error: expect.stringMatching(/^there is no table/)}),
		]);
		expect(status).toBe(3);
	});

	it.each([
		['a table without a database', ['--athena', 'trail'], /--athena wants DATABASE\.TABLE, not 'trail'/],
		['a size that is none', ['--athena', 'a.b', '--max-scan', 'much'], /Give 500MB, 20GB or 1\.5TB/],
		['a trail that is none', ['--athena', 'a.b', '--athena-ddl', 'bucket'], /s3:\/\/BUCKET\/PREFIX/],
	])('refuses %s in one line', async (_name, args, line) => {
		const {status, stdout, stderr} = await report(...args);
		expect({status, stdout}).toEqual({status: 2, stdout: ''});
		expect(stderr).toMatch(line);
		expect(stderr.trimEnd().split('\n')).toHaveLength(1);
	});
});
