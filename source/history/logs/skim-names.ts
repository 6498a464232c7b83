import {recordAround} from './plain.ts';
import type {Note} from './skim.ts';
import {entered, named, odd, tokenOfBytes} from './token.ts';

/** In the value of whatever field. */
const arnNeedle = Buffer.from('":"arn');

/** In records that name no key: of sign-ins, and of calls with a bearer token. */
const signInNeedle = Buffer.from('"eventSource":"signin.amazonaws.com"');
const bearerNeedle = Buffer.from('WithBearerToken":');

const takerNeedle = Buffer.from('"assumedRoleUser":{"assumedRoleId":"');

const [quote, comma, slash, colon, backslash, brace] = [0x22, 0x2c, 0x2f, 0x3a, 0x5c, 0x7b];

/**
 * Notes the names in the ARN of the identity that signed, if it ends at `to`, right before account and key. That is where
 * CloudTrail writes it, and much faster than a search. @returns whether it is there.
 */
export function noteSigner(bytes: Buffer, to: number, note: Note): boolean {
	if (bytes[to] !== quote) return false;
	let from = to;
	while (isPlain(bytes[from - 1])) from -= 1;
	if (!isArn(bytes, from)) return false;
	noteParts(bytes, from, to, named, note);
	return true;
}

/**
 * Notes the names in the ARN of who was given the key at `at`, if that is written as AssumeRole writes it: `"credentials":
 * {"accessKeyId":"ASIA…",…},"assumedRoleUser":{"assumedRoleId":"AROA…:name","arn":"…"}`. @returns whether it is.
 */
export function noteTaker(bytes: Buffer, at: number, note: Note): boolean {
	if (bytes[at - 8] !== brace || bytes[at - 9] !== colon || bytes[at - 11] !== 0x73) return false;
	const from = bytes.indexOf(arnNeedle, at) + 3;
	if (!isArn(bytes, from) || bytes[from - 8] !== comma || bytes[from - 9] !== quote) return false;
	let id = from - 9;
	while (isPlain(bytes[id - 1])) id -= 1;
	if (bytes.compare(takerNeedle, 0, takerNeedle.length, id - takerNeedle.length, id) !== 0) return false;
	let to = from;
	while (isPlain(bytes[to])) to += 1;
	if (bytes[to] !== quote) return false;
	noteParts(bytes, from, to, named, note);
	return true;
}

/** Notes all names in the record around a place, in each of these ways. */
export function noteNames(bytes: Buffer, place: number, ways: readonly number[], note: Note): void {
	const {from, to} = recordAround(bytes, place);
	for (let at = bytes.indexOf(arnNeedle, from); at >= 0 && at < to; at = bytes.indexOf(arnNeedle, at + 1)) {
		const start = at + 3;
		let end = start;
		while (isPlain(bytes[end])) end += 1;
		// What is not written as itself is left to the parser.
		if (bytes[end] !== quote) note(odd, at);
		else for (const way of ways) noteParts(bytes, start, end, way, note);
	}
}

/** Notes the names in records that a search for keys does not find. */
export function noteKeyless(bytes: Buffer, note: Note): void {
	for (const [needle, ways] of [
		[signInNeedle, [named, entered]],
		[bearerNeedle, [named]],
	] as const) {
		for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at + needle.length)) {
			noteNames(bytes, at, ways, note);
		}
	}
}

/**
 * What follows the first slash of an ARN: path and name, or role and session. The account, and which of them it is, are
 * seen when the record is read.
 */
function noteParts(bytes: Buffer, from: number, to: number, way: number, note: Note): void {
	let end = to;
	for (let at = to - 1; at > from; at -= 1) {
		if (bytes[at] !== slash) continue;
		note(tokenOfBytes(way, bytes, at + 1, end), from);
		end = at;
	}
}

/** Whether `"arn":"` comes before it. */
function isArn(bytes: Buffer, at: number): boolean {
	return (
		bytes[at - 1] === quote &&
		bytes[at - 2] === colon &&
		bytes[at - 3] === quote &&
		bytes[at - 4] === 0x6e &&
		bytes[at - 5] === 0x72 &&
		bytes[at - 6] === 0x61 &&
		bytes[at - 7] === quote
	);
}

/** Printable ASCII that stands for itself. */
function isPlain(byte: number | undefined): boolean {
	return byte !== undefined && byte >= 0x20 && byte < 0x7f && byte !== quote && byte !== backslash;
}
