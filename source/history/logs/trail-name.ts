import {basename} from 'node:path';

/** What the name says of a file that a trail delivered. */
export interface TrailFile {
	/** ms since the epoch, to the minute. */
	readonly delivered: number;
	readonly region: string;
}

const pattern =
	/^\d{12}_CloudTrail_([a-z]{2,5}(?:-[a-z]+)+-\d+)_(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)Z_\w+\.json\.gz$/;

/** Reads the name under which a trail writes to S3 (field guide §5); null for all others. */
export function trailFile(path: string): TrailFile | null {
	const match = pattern.exec(basename(path));
	if (match === null) return null;
	const [, region = '', year, month, day, hour, minute] = match;
	const delivered = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute));
	return Number.isNaN(delivered) ? null : {delivered, region};
}

/**
 * The files in the order of delivery, as a trail names them, others first. So a hop is almost always read before what
 * its child did; where it is not, nothing is lost but time.
 */
export function byDelivery(paths: readonly string[]): readonly string[] {
	return paths
		.map(path => ({path, delivered: trailFile(path)?.delivered ?? 0}))
		.sort((one, other) => one.delivered - other.delivered)
		.map(({path}) => path);
}
