import {createInterface} from 'node:readline/promises';
import type {Aws} from '../aws/index.ts';
import {Refusal} from '../domain/refusal.ts';
import {
	athenaSource,
	athenaTableDdl,
	type Confirm,
	type Estimate,
	inBytes,
	parseTableName,
} from '../history/athena/index.ts';
import type {Source} from '../history/source.ts';
import {openAccount} from './account.ts';
import {chosenRegions, type Options} from './options.ts';
import {type Streams, write} from './streams.ts';
import {accountWindow} from './window.ts';

/** The history in a CloudTrail table of Athena. Within `--max-scan` nothing is asked; beyond it `confirm` is. */
export function athenaHistory(aws: Aws, table: string, options: Options, confirm: Confirm): Source {
	const {maxScan: free, workgroup = 'primary', athenaOutput: outputLocation = null} = options;
	return athenaSource({
		athena: aws.athena({workgroup, outputLocation}),
		table: parseTableName(table),
		regions: chosenRegions(options),
		confirm,
		...(free === undefined ? {} : {free}),
		now: Date.now,
	});
}

/** Asks on the terminal, where there is one: data goes elsewhere. Without one, as without a yes, the answer is no. */
export function askOn({stdin, stderr}: Streams): Confirm {
	return async (estimate, signal) => {
		if (!stdin.isTTY || !stderr.isTTY) return beyondLimit(estimate);
		const dialog = createInterface({input: stdin, output: stderr});
		try {
			return /^y(es)?$/i.test(
				(await dialog.question(`\n${sizeOf(estimate)}. Go on? [y/N] `, {signal})).trim(),
			);
		} catch {
			return false;
		} finally {
			dialog.close();
		}
	};
}

/** Where nobody can be asked: says how to allow it. @throws Refusal always. */
export function beyondLimit(estimate: Estimate): never {
	throw new Refusal('guard', `${sizeOf(estimate)}: to allow that, start again with a larger --max-scan`);
}

/** Prints the statement that makes the table, for a person to run. @returns the exit status: 0. */
export async function printTable(
	table: string,
	files: string,
	options: Options,
	streams: Streams,
): Promise<number> {
	const place = /^s3:\/\/([^/]+)\/?(.*?)(?:\/?AWSLogs(?:\/(o-[a-z0-9]+))?)?\/?$/.exec(files);
	if (place === null)
		throw new Refusal('failed', '--athena-ddl wants the place of the trail: s3://BUCKET/PREFIX');
	const {aws, identity} = await openAccount([], options);
	try {
		const [, bucket = '', prefix = '', organization = null] = place;
		const {enabled} = await aws.regions(new AbortController().signal);
		const {since} = accountWindow(options, Date.now());
		const name = parseTableName(table);
		const accounts = [identity.account];
		await write(
			streams.stdout,
			athenaTableDdl({name, bucket, prefix, organization, accounts, regions: enabled, since}),
		);
		return 0;
	} finally {
		aws.close();
	}
}

function sizeOf({bytes, dollars, basis, scanned, question}: Estimate): string {
	const size = bytes === null ? 'nobody knows how much' : `about ${inBytes(bytes)}`;
	const price = dollars === null ? '' : `, some ${dollars.toFixed(2)} USD`;
	return `Athena would scan ${size}${price} for ${question} (${basis}; ${inBytes(scanned)} scanned so far)`;
}
