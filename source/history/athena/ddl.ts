import {Refusal} from '../../domain/refusal.ts';
import {sanitise} from '../../domain/text.ts';
import {columns} from './columns.ts';
import type {TableName} from './port.ts';

/** Where a trail's files lie, for a table over them. */
export interface TrailFiles {
	readonly name: Pick<TableName, 'database' | 'table'>;
	readonly bucket: string;
	/** What the trail puts before `AWSLogs/`; empty: nothing. */
	readonly prefix: string;
	/** `o-…`, for a trail of an organization; null for an account's. */
	readonly organization: string | null;
	/** At least one. */
	readonly accounts: readonly string[];
	/** At least one. */
	readonly regions: readonly string[];
	/** ms since the epoch: the first day of the table. */
	readonly since: number;
}

/** Statements are pasted by people: nothing gets into one that could mean something else there. */
const shapes: readonly [what: string, pattern: RegExp, values: (files: TrailFiles) => readonly string[]][] = [
	['name', /^[a-z0-9_]{1,255}$/, ({name}) => [name.database, name.table]],
	['bucket', /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, ({bucket}) => [bucket]],
	['prefix', /^[\w!.*()/-]*$/, ({prefix}) => [prefix]],
	['organization', /^o-[a-z0-9]{10,32}$/, ({organization}) => (organization === null ? [] : [organization])],
	['account', /^\d{12}$/, ({accounts}) => (accounts.length === 0 ? [''] : accounts)],
	['region', /^[a-z]{2}(-[a-z]+)+-\d$/, ({regions}) => (regions.length === 0 ? [''] : regions)],
];

/**
 * The statement that makes the table, for a person to run: it is never run from here. Account, region and day are
 * projected, so that there are no partitions to load. Throws a Refusal for a value that is not of its form.
 */
export function athenaTableDdl(files: TrailFiles): string {
	for (const [what, pattern, values] of shapes) {
		const wrong = values(files).find(value => !pattern.test(value));
		if (wrong !== undefined)
			throw new Refusal('guard', `no table can be written down for ${what} '${sanitise(wrong)}'`);
	}
	const {name, accounts, regions} = files;
	const root = rootOf(files);
	const since = new Date(files.since).toISOString().slice(0, 10).replaceAll('-', '/');
	const properties: Readonly<Record<string, string>> = {
		'projection.enabled': 'true',
		'projection.account.type': 'enum',
		'projection.account.values': accounts.join(','),
		'projection.region.type': 'enum',
		'projection.region.values': regions.join(','),
		'projection.timestamp.type': 'date',
		'projection.timestamp.format': 'yyyy/MM/dd',
		'projection.timestamp.interval': '1',
		'projection.timestamp.interval.unit': 'DAYS',
		'projection.timestamp.range': `${since},NOW`,
		'storage.location.template': `${root}\${account}/CloudTrail/\${region}/\${timestamp}`,
		classification: 'cloudtrail',
	};
	return `CREATE EXTERNAL TABLE \`${name.database}\`.\`${name.table}\` (
${columns.map(([column, type]) => `  \`${column}\` ${type}`).join(',\n')}
)
PARTITIONED BY (\`account\` string, \`region\` string, \`timestamp\` string)
ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'
STORED AS INPUTFORMAT 'com.amazon.emr.cloudtrail.CloudTrailInputFormat'
OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
LOCATION '${root}'
TBLPROPERTIES (
${Object.entries(properties)
	.map(([key, value]) => `  '${key}' = '${value}'`)
	.join(',\n')}
);
`;
}

/** `s3://bucket/prefix/AWSLogs/o-…/` (field guide §5). */
function rootOf({bucket, prefix, organization}: TrailFiles): string {
	const folders = [...prefix.split('/'), 'AWSLogs', organization ?? ''].filter(folder => folder !== '');
	return `s3://${bucket}/${folders.join('/')}/`;
}
