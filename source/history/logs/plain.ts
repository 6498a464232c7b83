/** Every record that CloudTrail writes to S3 begins so. */
const recordStart = Buffer.from('{"eventVersion":"');
const fileStart = Buffer.from('{"Records":[{"eventVersion":"');
const nextRecord = Buffer.from('},{"eventVersion":"');
const fileEnd = Buffer.from('}]}');
const escapedByte = Buffer.from('\\u00');

/** Where the first record of a plain file begins. */
export const firstRecord = fileStart.length - recordStart.length;

/**
 * Whether a file is written as CloudTrail writes to S3: one envelope, no white space, records that begin with their
 * version, letters and digits as themselves. In such a file native searches find what a parser would, ten times as fast.
 */
export function isPlain(bytes: Buffer): boolean {
	return (
		bytes.length > fileStart.length + fileEnd.length &&
		bytes.compare(fileStart, 0, fileStart.length, 0, fileStart.length) === 0 &&
		bytes.compare(fileEnd, 0, fileEnd.length, bytes.length - fileEnd.length) === 0 &&
		!hidesLetters(bytes)
	);
}

/** `\u0041` is an A: keys and ids can be written past a search. `\u003c` and the like hide nothing. */
function hidesLetters(bytes: Buffer): boolean {
	for (
		let at = bytes.indexOf(escapedByte);
		at >= 0;
		at = bytes.indexOf(escapedByte, at + escapedByte.length)
	) {
		const code = Number.parseInt(bytes.toString('latin1', at + 4, at + 6), 16);
		if (/[A-Za-z0-9]/.test(String.fromCharCode(code))) return true;
	}
	return false;
}

/** A stretch of a file: from the start of a record to behind the end of one; of the same record, as a rule. */
export interface Stretch {
	readonly from: number;
	readonly to: number;
}

/** The record around a place in a plain file, as far as its neighbours' starts tell. */
export function recordAround(bytes: Buffer, place: number): Stretch {
	const from = bytes.lastIndexOf(recordStart, place);
	const next = bytes.indexOf(nextRecord, place);
	return {from, to: next < 0 ? bytes.length - fileEnd.length + 1 : next + 1};
}

/** The last record of a plain file. */
export function lastRecord(bytes: Buffer): number {
	return bytes.lastIndexOf(recordStart);
}

/** How many times over a file's bytes are walked before its nesting counts as unclear. */
const patience = 4;

/**
 * Whether, up to `end`, something that looks like the start of a record lies inside of one: a request may hold whatever
 * its sender likes, a list of made-up records too. Such a list begins with a bracket; so from each bracket, as if it
 * were one of the structure and not of a text, the way is walked to the one that closes it. From a bracket of the
 * structure that walk is exact, so nothing inside of a list is missed; from one in a text it may at worst see too much.
 */
export function mayNest(bytes: Buffer, end: number): boolean {
	let left = bytes.length * patience;
	for (let at = bytes.indexOf(0x5b, firstRecord); at >= 0 && at < end; at = bytes.indexOf(0x5b, at + 1)) {
		const close = closing(bytes, at, left);
		if (close < 0) return true;
		left -= close - at;
	}
	return false;
}

/** Where the list ends that begins at `open`; -1 if a record seems to begin in it, or it does not end within `left`. */
function closing(bytes: Buffer, open: number, left: number): number {
	const stop = Math.min(bytes.length, open + left);
	let depth = 0;
	for (let at = open; at < stop; at += 1) {
		const byte = bytes[at];
		if (byte === 0x22) {
			at += 1;
			while (at < stop && bytes[at] !== 0x22) at += bytes[at] === 0x5c ? 2 : 1;
		} else if (byte === 0x5c) {
			// A backslash is always in a text: so is the bracket, as in the policies that calls carry.
			return at;
		} else if (byte === 0x5b) depth += 1;
		else if (byte === 0x7b) {
			depth += 1;
			// `{"eventV`
			if (bytes[at + 7] === 0x56 && bytes[at + 2] === 0x65 && bytes[at + 1] === 0x22) return -1;
		} else if (byte === 0x5d || byte === 0x7d) {
			depth -= 1;
			if (depth === 0) return at;
		}
	}
	return -1;
}
