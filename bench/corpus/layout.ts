import {Random} from './random.ts';

/** How a corpus is cut: the same events in more or fewer files. */
export interface Shape {
	readonly name: 'large' | 'small';
	readonly regions: number;
	readonly days: number;
	/** Files per region and day. */
	readonly slots: number;
}

/** 2,600 files of some 385 events, and 12,000 of some 83: a busy account, and one with many quiet regions. */
export const shapes: Readonly<Record<Shape['name'], Shape>> = {
	large: {name: 'large', regions: 13, days: 25, slots: 8},
	small: {name: 'small', regions: 16, days: 25, slots: 30},
};

const regions = [
	'us-east-1',
	'us-east-2',
	'us-west-1',
	'us-west-2',
	'eu-west-1',
	'eu-west-2',
	'eu-west-3',
	'eu-central-1',
	'eu-north-1',
	'ap-south-1',
	'ap-southeast-1',
	'ap-southeast-2',
	'ap-northeast-1',
	'ap-northeast-2',
	'ca-central-1',
	'sa-east-1',
];

export const account = '111122223333';

/** The first moment of the corpus, ms since the epoch. */
export const start = Date.UTC(2026, 9, 1);

const day = 86_400_000;

/** One file of the corpus: events of one region and one stretch of time. */
export interface Slot {
	readonly index: number;
	readonly region: string;
	/** ms since the epoch, `to` not included. */
	readonly from: number;
	readonly to: number;
	/** Below the corpus's folder, as a trail writes to S3 (field guide §5). */
	readonly path: string;
}

/** The regions of a shape, us-east-1 first. */
export function regionsOf(shape: Shape): readonly string[] {
	return regions.slice(0, shape.regions);
}

/** All files, in the order: region, then time. */
export function slotsOf(shape: Shape): readonly Slot[] {
	const length = day / shape.slots;
	const random = new Random(shape.slots);
	return regionsOf(shape).flatMap((region, r) =>
		Array.from({length: shape.days * shape.slots}, (_, i): Slot => {
			const from = start + i * length;
			const to = from + length;
			return {index: r * shape.days * shape.slots + i, region, from, to, path: pathOf(region, to, random)};
		}),
	);
}

/** The file that an event of this region and time is in. */
export function slotAt(shape: Shape, region: string, time: number): number {
	const perRegion = shape.days * shape.slots;
	const within = Math.floor((time - start) / (day / shape.slots));
	return regions.indexOf(region) * perRegion + Math.min(within, perRegion - 1);
}

/** Files are named by when they were delivered: after the last of their events. */
function pathOf(region: string, to: number, random: Random): string {
	const [date = '', time = ''] = new Date(to).toISOString().split('T');
	const stamp = `${date.replaceAll('-', '')}T${time.slice(0, 5).replace(':', '')}Z`;
	const name = `${account}_CloudTrail_${region}_${stamp}_${random.token(3).slice(0, 16)}.json.gz`;
	return `AWSLogs/${account}/CloudTrail/${region}/${date.replaceAll('-', '/')}/${name}`;
}
