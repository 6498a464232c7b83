import type {Condition} from './document.ts';
import {type Context, matches, substitute} from './pattern.ts';

type Comparison = (actual: string, wanted: string) => boolean;

/** ISO text or epoch seconds, as policies may write either. */
function timeOf(text: string): number {
	return /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}

const arn: Comparison = (actual, wanted) => {
	const parts = actual.split(':');
	const patterns = wanted.split(':');
	if (patterns.length < 6) return matches(wanted, actual);
	return (
		[0, 1, 2, 3, 4].every(index => matches(patterns[index] ?? '', parts[index] ?? '')) &&
		matches(patterns.slice(5).join(':'), parts.slice(5).join(':'))
	);
};

function isInBlock(address: string, block: string): boolean {
	const [network = '', bits = '32'] = block.split('/');
	const number = (text: string) => text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
	const size = 2 ** (32 - Number(bits));
	return Math.floor(number(address) / size) === Math.floor(number(network) / size);
}

const comparisons: Readonly<Record<string, Comparison>> = {
	StringEquals: (actual, wanted) => actual === wanted,
	StringEqualsIgnoreCase: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
	StringLike: (actual, wanted) => matches(wanted, actual),
	ArnEquals: arn,
	ArnLike: arn,
	NumericEquals: (actual, wanted) => Number(actual) === Number(wanted),
	NumericLessThan: (actual, wanted) => Number(actual) < Number(wanted),
	NumericLessThanEquals: (actual, wanted) => Number(actual) <= Number(wanted),
	NumericGreaterThan: (actual, wanted) => Number(actual) > Number(wanted),
	NumericGreaterThanEquals: (actual, wanted) => Number(actual) >= Number(wanted),
	DateEquals: (actual, wanted) => timeOf(actual) === timeOf(wanted),
	DateLessThan: (actual, wanted) => timeOf(actual) < timeOf(wanted),
	DateLessThanEquals: (actual, wanted) => timeOf(actual) <= timeOf(wanted),
	DateGreaterThan: (actual, wanted) => timeOf(actual) > timeOf(wanted),
	DateGreaterThanEquals: (actual, wanted) => timeOf(actual) >= timeOf(wanted),
	Bool: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
	IpAddress: isInBlock,
};

/** Operators that hold where their opposite does not. */
const opposites: Readonly<Record<string, string>> = {
	StringNotEquals: 'StringEquals',
	StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
	StringNotLike: 'StringLike',
	ArnNotEquals: 'ArnEquals',
	ArnNotLike: 'ArnLike',
	NumericNotEquals: 'NumericEquals',
	DateNotEquals: 'DateEquals',
	NotIpAddress: 'IpAddress',
};

/**
 * Whether a condition holds. A key that the request lacks fails it, but for `…IfExists`, `ForAllValues:`, `Null` and the
 * negated operators: so `DateLessThan aws:TokenIssueTime` leaves long-term keys alone (field guide §2).
 */
export function holds({operator, key, values}: Condition, context: Context): boolean {
	const [, quantifier, rest = '', ifExists] =
		/^(?:(ForAllValues|ForAnyValue):)?(.+?)(IfExists)?$/.exec(operator) ?? [];
	const actual = context.get(key.toLowerCase());
	if (rest === 'Null') return values.some(value => (value === 'true') === (actual === undefined));
	const opposite = opposites[rest];
	if (actual === undefined)
		return Boolean(ifExists) || quantifier === 'ForAllValues' || opposite !== undefined;
	const compare = comparisons[opposite ?? rest];
	if (compare === undefined) return false;
	const found = values.some(value => compare(actual, substitute(value, context)));
	return opposite === undefined ? found : !found;
}
