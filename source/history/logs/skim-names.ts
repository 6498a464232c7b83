import {recordAround} from './plain.ts';
import type {Note} from './skim.ts';
import {entered, finish, mix, named, odd} from './token.ts';

/** In the value of whatever field. */
const arnNeedle = Buffer.from('":"arn');

/**
 * Records that name no key: of sign-ins, and of calls with a bearer token. What is searched for is the shortest part that
 * is rare, three times as fast as the whole.
 */
const keyless = [
	keylessRecords('"eventSource":"signin.amazonaws.com"', 'gnin.a', [named, entered]),
	keylessRecords('callWithBearerToken":', 'BearerT', [named]),
];

const takerNeedle = Buffer.from('"assumedRoleUser":{"assumedRoleId":"');

const [quote, comma, slash, colon, backslash, brace] = [0x22, 0x2c, 0x2f, 0x3a, 0x5c, 0x7b];

/**
 * Notes the names in the ARN of the identity that signed, if it ends at `to`, right before account and key. That is where
 * CloudTrail writes it, and much faster than a search. @returns where it begins; -1 if it is not there.
 */
export function noteSigner(bytes: Buffer, to: number, note: Note): number {
	if (bytes[to] !== quote) return -1;
	const from = noteParts(bytes, to, named, note);
	return isArn(bytes, from) ? from : -1;
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
	noteParts(bytes, to, named, note);
	return true;
}

/** Notes all names in the record around a place, in each of these ways. */
export function noteNames(bytes: Buffer, place: number, ways: readonly number[], note: Note): void {
	const {from, to} = recordAround(bytes, place);
	for (let at = bytes.indexOf(arnNeedle, from); at >= 0 && at < to; at = bytes.indexOf(arnNeedle, at + 1)) {
		let end = at + 3;
		while (isPlain(bytes[end])) end += 1;
		// What is not written as itself is left to the parser.
		if (bytes[end] !== quote) note(odd, at);
		else for (const way of ways) noteParts(bytes, end, way, note);
	}
}

/** Notes the names in records that a search for keys does not find. */
export function noteKeyless(bytes: Buffer, note: Note): void {
	for (const {mark, rare, offset, ways} of keyless) {
		for (let at = bytes.indexOf(rare); at >= 0; at = bytes.indexOf(rare, at + rare.length)) {
			if (bytes.subarray(at - offset, at - offset + mark.length).equals(mark))
				noteNames(bytes, at, ways, note);
		}
	}
}

/** @param mark What such a record holds. @param rare A part of it. */
function keylessRecords(mark: string, rare: string, ways: readonly number[]) {
	return {mark: Buffer.from(mark), rare: Buffer.from(rare), offset: mark.indexOf(rare), ways};
}

/**
 * Notes what follows each slash of the ARN that ends before `to`: path and name, or role and session. The account, and
 * which of them it is, are seen when the record is read. @returns where it begins, or what else stands there.
 */
function noteParts(bytes: Buffer, to: number, way: number, note: Note): number {
	let from = to;
	let hash = way;
	for (let byte = bytes[from - 1]; isPlain(byte); byte = bytes[from - 1]) {
		from -= 1;
		if (byte === slash) {
			note(finish(hash), from);
			hash = way;
		} else hash = mix(hash, byte);
	}
	return from;
}

/** Whether `"arn":"` comes before it. */
export function isArn(bytes: Buffer, at: number): boolean {
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
export function isPlain(byte: number | undefined): boolean {
	return byte !== undefined && byte >= 0x20 && byte < 0x7f && byte !== quote && byte !== backslash;
}
