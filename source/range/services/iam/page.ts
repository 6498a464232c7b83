import {invalid} from './errors.ts';

interface Paging {
	readonly Marker?: string | undefined;
	readonly MaxItems?: number | undefined;
}

/** One page of an IAM list: 100 items unless told, the marker opaque. Throws ValidationError on a foreign marker. */
export function page<T>(items: readonly T[], {Marker, MaxItems = 100}: Paging) {
	if (MaxItems < 1 || MaxItems > 1000)
		throw invalid(`Value '${MaxItems}' at 'maxItems' failed to satisfy constraint`);
	const start = Marker === undefined ? 0 : positionOf(Marker);
	const end = start + MaxItems;
	const more = end < items.length;
	return {
		items: items.slice(start, end),
		rest: {IsTruncated: more, ...(more ? {Marker: Buffer.from(`iam:${end}`).toString('base64')} : {})},
	};
}

function positionOf(marker: string): number {
	const match = /^iam:(\d+)$/.exec(Buffer.from(marker, 'base64').toString('latin1'));
	if (match === null) throw invalid('Invalid Marker.');
	return Number(match[1]);
}
