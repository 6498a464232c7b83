/** What should have been read and could not be. */
export interface Gap {
	/** `ec2-instance`, `lookup`, `AKIA…: its state` */
	readonly what: string;
	/** Where; absent where it is of no region. */
	readonly region?: string;
	/** One line. */
	readonly why: string;
}

/** Gaps alike are told together from this many on. */
const alike = 3;

export function nameOf({what, region}: Gap): string {
	return region === undefined ? what : `${what} in ${region}`;
}

/** One line for each reason: where an endpoint has no answer at all, all regions say the same. */
export function grouped(gaps: readonly Gap[]): readonly string[] {
	const groups = Map.groupBy(gaps, ({what, region, why}) =>
		JSON.stringify([region === undefined ? what : [what], withoutRegion(why, region)]),
	);
	return [...groups.values()].flatMap(those => {
		const [first] = those;
		if (first?.region === undefined || those.length < alike)
			return those.map(gap => `${nameOf(gap)}: ${gap.why}`);
		const regions = those.map(({region}) => region).join(', ');
		return [
			`${first.what} in ${those.length} regions: ${withoutRegion(first.why, first.region)} (${regions})`,
		];
	});
}

/** Reasons that differ by nothing but the name of their region are one. */
function withoutRegion(why: string, region: string | undefined): string {
	return region === undefined ? why : why.replaceAll(region, 'the region');
}
