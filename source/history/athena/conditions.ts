import {issues} from '../../domain/hop.ts';
import type {Place} from '../../domain/joins/place.ts';
import type {Lead} from './leads.ts';
import {literals} from './literal.ts';

/** Whose doing a record is, but for role changes and for who was given a key. */
const caller = 'useridentity.arn';

/** From whom a role was switched to. */
const switchedFrom = "json_extract_scalar(additionaleventdata, '$.SwitchFrom')";

/**
 * What is true of the records that a lead of this kind is about, or of somewhat more: what comes is judged again.
 *
 * @param showsSwitches Whether the table has what role changes in the console are told by.
 */
export const conditions: Readonly<
	Record<Lead['by'], (values: readonly string[], showsSwitches: boolean) => string>
> = {
	signed: ids => `useridentity.accesskeyid IN (${literals(ids)})`,
	issued: ids => `${isIssue} AND ${responded(issues.ids)} IN (${literals(ids)})`,
	entered: places => `${isSignIn} AND ${isAt(caller, places)}`,
	named(places, showsSwitches) {
		const cases = [isAt(caller, places), `(${isIssue} AND ${isAt(responded(issues.principals), places)})`];
		if (showsSwitches) cases.push(`(${isSignIn} AND ${isAt(switchedFrom, places)})`);
		return `(${cases.join(' OR ')})`;
	},
};

const isSignIn = "eventsource = 'signin.amazonaws.com'";

const isIssue = `eventname IN (${literals(issues.names)})`;

/** The first of these paths that there is in the response: `responseElements.credentials.accessKeyId`. */
function responded(paths: readonly string[]): string {
	const values = paths.map(path => path.replace(/^responseElements/, '$'));
	return `coalesce(${values.map(path => `json_extract_scalar(responseelements, '${path}')`).join(', ')})`;
}

/** By what an ARN is found, for each kind of place (domain/joins/place.ts): itself, or its account and one of its names. */
const within: Readonly<Record<'arn' | 'last' | 'role', (arn: string) => string>> = {
	arn: arn => arn,
	last: arn => `split_part(${arn}, ':', 5) || ' ' || regexp_extract(${arn}, '[^/]+$')`,
	role: arn => `split_part(${arn}, ':', 5) || ' ' || split_part(${arn}, '/', 2)`,
};

/** Whether the ARN is at one of the places. */
function isAt(arn: string, places: readonly Place[]): string {
	const byKind = Map.groupBy(places, kindOf);
	const cases = Array.from(byKind, ([kind, of]) => `${within[kind](arn)} IN (${literals(of.map(named))})`);
	return `(${cases.join(' OR ')})`;
}

function kindOf(place: Place): keyof typeof within {
	if (place.startsWith('arn:')) return 'arn';
	return place.startsWith('role ') ? 'role' : 'last';
}

/** `user 123456789012 eve` → `123456789012 eve`. */
function named(place: Place): string {
	return place.startsWith('arn:') ? place : place.slice(place.indexOf(' ') + 1);
}
