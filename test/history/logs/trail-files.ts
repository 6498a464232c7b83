import {gzipSync} from 'node:zlib';
import {account} from '../../domain/records.ts';
import {plainText} from './plain.ts';

interface TrailRecord {
	readonly eventTime: string;
	readonly awsRegion: string;
	readonly recipientAccountId?: string;
}

/** Between two deliveries of a trail, in ms. */
const interval = 5 * 60_000;

/** The records as a trail delivers them: every five minutes one file for each region, named as in its bucket. */
export function trailFiles(records: readonly unknown[]): Readonly<Record<string, Buffer>> {
	const files = Map.groupBy(records as readonly TrailRecord[], ({eventTime, awsRegion}) => {
		const delivered = Math.ceil((Date.parse(eventTime) + 1) / interval) * interval;
		const stamp = new Date(delivered)
			.toISOString()
			.replace(/[-:]|:\d\d\.\d+/g, '')
			.slice(0, 13);
		return `AWSLogs/${account}/CloudTrail/${awsRegion}/${account}_CloudTrail_${awsRegion}_${stamp}Z_x.json.gz`;
	});
	return Object.fromEntries([...files].map(([name, inside]) => [name, gzipSync(plainText(inside))]));
}
