import {setFlagsFromString} from 'node:v8';

// A pattern that backtracks without end would hang the console: V8 then goes over to its engine of linear time, which
// knows neither look-around and back-references nor the i and u flags nor high counts. None of these is let through.
setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks');

/** The longest pattern, in characters. */
const longest = 200;

/** The highest count in braces that the linear engine unrolls. */
const highestCount = 16;

/** What `/` asks for, read. `regex` null: `needle` is a plain substring, in lower case. */
export interface TextFilter {
	readonly inverted: boolean;
	readonly needle: string;
	readonly regex: RegExp | null;
}

/**
 * Reads the text of a filter: a substring, `/regex/`, either with a leading `!` to invert. Upper and lower case are the
 * same: what is searched is in lower case, and so is the filter. Null: no filter.
 *
 * @throws SyntaxError with one line that says what is wrong with the pattern.
 */
export function readTextFilter(text: string): TextFilter | null {
	const inverted = text.startsWith('!');
	const body = inverted ? text.slice(1) : text;
	if (body === '') return null;
	if (body.length < 3 || !body.startsWith('/') || !body.endsWith('/')) {
		return {inverted, needle: body.toLowerCase(), regex: null};
	}
	const pattern = body.slice(1, -1);
	return {inverted, needle: pattern, regex: compile(pattern)};
}

function compile(pattern: string): RegExp {
	if (pattern.length > longest) throw new SyntaxError(`a pattern of more than ${longest} characters`);
	const unescaped = pattern.replace(/\\\\/g, '');
	if (/\\[1-9]|\\k</.test(unescaped)) throw new SyntaxError('back-references are not supported');
	if (/\(\?(?!:|<[A-Za-z_])/.test(unescaped)) throw new SyntaxError('look-around is not supported');
	const counts = unescaped.match(/\{\d+(,\d*)?\}/g)?.flatMap(count => count.match(/\d+/g) ?? []) ?? [];
	if (counts.some(count => Number(count) > highestCount)) {
		throw new SyntaxError(`counts above {${highestCount}} are not supported`);
	}
	// Lower case except behind a backslash, where \S and \s differ.
	const lower = pattern.replace(/\\.|[^\\]/gs, part => (part.startsWith('\\') ? part : part.toLowerCase()));
	try {
		return new RegExp(lower);
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		throw new SyntaxError(message.replace(/^Invalid regular expression: \/.*\/: /s, '').toLowerCase());
	}
}

/** Null: the text can be used; otherwise what is wrong with it, in one line. */
export function invalidText(text: string): string | null {
	try {
		readTextFilter(text);
		return null;
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}
