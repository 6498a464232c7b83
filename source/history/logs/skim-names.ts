import {recordAround} from './plain.ts';
import type {Note} from './skim.ts';
import {entered, finish, mix, named, odd} from './token.ts';

/** In the value of whatever field. */
const arnNeedle = Buffer.from('":"arn');

/** In records of sign-ins, which name no key; and the shortest part of it that is rare: that is found much faster. */
const signIn = Buffer.from('"eventSource":"signin.amazonaws.com"');
const rare = Buffer.from('gnin.a');
const rareAt = signIn.indexOf(rare);

/** In records of calls with a bearer token, which name no key either. */
const bearer = Buffer.from('BearerToken":');

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

/** Notes the names in all records of sign-ins. */
export function noteSignIns(bytes: Buffer, note: Note): void {
	for (let at = bytes.indexOf(rare); at >= 0; at = bytes.indexOf(rare, at + rare.length)) {
		if (isAt(bytes, at - rareAt, signIn)) noteNames(bytes, at, [named, entered], note);
	}
}

/** Notes the names in the record, if a bearer token is told of at this place. */
export function noteBearer(bytes: Buffer, at: number, note: Note): void {
	if (isAt(bytes, at, bearer)) noteNames(bytes, at, [named], note);
}

function isAt(bytes: Buffer, at: number, text: Buffer): boolean {
	for (let n = 0; n < text.length; n += 1) if (bytes[at + n] !== text[n]) return false;
	return true;
}

/**
 * Notes what follows each slash of the ARN that ends before `to`: path and name, or role and session. The account, and
 * which of them it is, are seen when the record is read. @returns where it begins, or what else stands there.
 */
function noteParts(bytes: Buffer, to: number, way: number, note: Note): number {
	let hash = way;
	for (let at = to - 1; ; at -= 1) {
		const byte = bytes[at] ?? 0;
		const letter = letters[byte];
		if (letter === 1) hash = mix(hash, byte);
		else if (letter === 2) {
			note(finish(hash), at);
			hash = way;
		} else return at + 1;
	}
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

/** By byte: 1 for printable ASCII that stands for itself, 2 for the slash, 0 for all others. */
const letters = Uint8Array.from({length: 256}, (_, byte) => {
	if (byte < 0x20 || byte >= 0x7f || byte === quote || byte === backslash) return 0;
	return byte === slash ? 2 : 1;
});

/** Printable ASCII that stands for itself. */
export function isPlain(byte: number | undefined): boolean {
	return (letters[byte ?? 0] ?? 0) > 0;
}
