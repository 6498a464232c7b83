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

/** `1 session`, `3 sessions` */
export function plural(count: number, one: string, many = `${one}s`): string {
	return `${count} ${count === 1 ? one : many}`;
}
