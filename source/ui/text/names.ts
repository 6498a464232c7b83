/** `ec2` for `ec2.amazonaws.com`. */
export function serviceOf(source: string): string {
	return source.replace(/\.amazonaws\.com(\.cn)?$/, '');
}

/** The telling end of an ARN: `user/ci`, `DeployRole/build-17`, `root`. */
export function principalName(arn: string | null): string {
	if (arn === null) return '';
	const rest = arn.split(':').slice(5).join(':');
	return rest.replace(/^assumed-role\//, '').replace(/^federated-user\//, 'federated/') || arn;
}

/** `AKIA…XYZ1` for `AKIAABCDEFGHIJKLXYZ1`: enough to tell the keys of a lineage apart. */
export function shortId(id: string): string {
	return id.length <= 9 ? id : `${id.slice(0, 4)}…${id.slice(-4)}`;
}

/** `1 session`, `3 sessions` */
export function plural(count: number, one: string, many = `${one}s`): string {
	return `${count} ${count === 1 ? one : many}`;
}

/** `use1` for `us-east-1`, `apse2` for `ap-southeast-2`: AWS's own short form, as in its zone ids. */
export function shortRegion(region: string): string {
	const parts = /^([a-z]{2})-(?:(gov|iso[a-z]?)-)?([a-z]+)-(\d+)$/.exec(region);
	if (parts === null) return region;
	const [, area = '', special = '', direction = '', number = ''] = parts;
	const sides = direction.replace(/north|south|east|west|central/g, side => side.charAt(0));
	return area + special.charAt(0) + sides + number;
}
