import {AwsError} from '../../service.ts';

/** One page of a listing and the token of the next, if there is one. */
export interface Page<T> {
	readonly items: T[];
	readonly nextToken: string | undefined;
}

/**
 * Cuts a page out of a list.
 * @param pageSize items a page; undefined gives everything that is left.
 * @throws AwsError `InvalidParameterValue` for a token that this listing did not give out.
 */
export function page<T>(all: readonly T[], token: string | undefined, pageSize: number | undefined): Page<T> {
	const start = token === undefined ? 0 : Number(Buffer.from(token, 'base64').toString());
	if (!Number.isInteger(start) || start < 0 || (token !== undefined && tokenAt(start) !== token)) {
		throw new AwsError('InvalidParameterValue', `Invalid value '${token}' for nextToken`);
	}
	const end = pageSize === undefined ? all.length : start + pageSize;
	return {items: all.slice(start, end), nextToken: end < all.length ? tokenAt(end) : undefined};
}

function tokenAt(start: number): string {
	return Buffer.from(String(start)).toString('base64');
}
