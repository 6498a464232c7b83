import {describe, expect, test} from 'vitest';
import {athenaTableDdl, type TrailFiles} from '../../../source/history/athena/ddl.ts';
import {layoutOf} from '../../../source/history/athena/layout.ts';
import {parseTableName} from '../../../source/history/athena/table-name.ts';

const files: TrailFiles = {
	name: {database: 'security', table: 'cloudtrail'},
	bucket: 'trail-of-nobody',
	prefix: 'logs/',
	organization: 'o-exampleorgid',
	accounts: ['111122223333', '444455556666'],
	regions: ['us-east-1', 'us-gov-west-1'],
	since: Date.UTC(2025, 0, 2),
};

describe('the statement that makes a table', () => {
	test('projects account, region and day over the files of an organization', () => {
		const ddl = athenaTableDdl(files);
		expect(ddl).toContain('CREATE EXTERNAL TABLE `security`.`cloudtrail` (');
		expect(ddl).toContain('PARTITIONED BY (`account` string, `region` string, `timestamp` string)');
		expect(ddl).toContain("LOCATION 's3://trail-of-nobody/logs/AWSLogs/o-exampleorgid/'");
		expect(ddl).toContain(
			`'storage.location.template' = 's3://trail-of-nobody/logs/AWSLogs/o-exampleorgid/$\{account}/CloudTrail/$\{region}/$\{timestamp}'`,
		);
		expect(ddl).toContain("'projection.account.values' = '111122223333,444455556666'");
		expect(ddl).toContain("'projection.timestamp.range' = '2025/01/02,NOW'");
	});

	test('makes a table that can be read by region and day', () => {
		const properties = athenaTableDdl(files).matchAll(/'([\w.]+)' = '([^']*)'/g);
		const parameters = Object.fromEntries(Array.from(properties, ([, key = '', value = '']) => [key, value]));
		const partitions = ['account', 'region', 'timestamp'].map(name => ({name, type: 'string'}));
		expect(layoutOf({columns: [], partitions, parameters}, Date.now())).toMatchObject({
			regionKey: 'region',
			regions: ['us-east-1', 'us-gov-west-1'],
			dayKey: {kind: 'date', column: 'timestamp', format: 'yyyy/MM/dd'},
			since: Date.UTC(2025, 0, 2),
			unknownKey: null,
		});
	});

	test.each([
		['bucket', {bucket: "b'; DROP TABLE x"}],
		['prefix', {prefix: "a'b"}],
		['organization', {organization: 'r-1234'}],
		['account', {accounts: []}],
		['account', {accounts: ['12']}],
		['region', {regions: ["us-east-1'"]}],
		['name', {name: {database: 'a`b', table: 't'}}],
	])('is not written with a %s that could mean something else', (what, wrong) => {
		expect(() => athenaTableDdl({...files, ...wrong})).toThrow(new RegExp(`for ${what} '`));
	});
});

describe('--athena', () => {
	test('takes a database and a table, and a catalogue where it is another one', () => {
		expect(parseTableName('Logs.CloudTrail')).toEqual({
			catalog: 'AwsDataCatalog',
			database: 'logs',
			table: 'cloudtrail',
		});
		expect(parseTableName('shared.logs.trail').catalog).toBe('shared');
	});

	test.each(['table', 'a.b.c.d', 'a."b"', ''])('says what it wants instead of %j', text => {
		expect(() => parseTableName(text)).toThrow('--athena wants DATABASE.TABLE');
	});
});
