import {mayNest, recordAround, type Stretch} from './plain.ts';
import {isArn, isPlain, noteBearer, noteNames, noteSigner, noteSignIns, noteTaker} from './skim-names.ts';
import {SignersSeen} from './skim-signers.ts';
import {mentioned, named, odd, served, signed, type Token, tokenOfBytes} from './token.ts';
import type {TokenList} from './token-list.ts';

/** Of `KeyId":"A`: where the id begins, and where it ends. */
const [idAt, idEnd] = [8, 28];
const [quote, colon, capitalA, capitalB, capitalK, small] = [
	0x22,
	0x3a,
	0x41,
	0x42,
	0x4b,
	{d: 0x64, e: 0x65, y: 0x79},
];

/** One file is skimmed at a time. */
const signers = new SignersSeen();

/**
 * Finds the records that hold a wanted token in a plain file, without parsing it.
 *
 * @param found Takes every token of the file, wanted or not. @returns null if the file is not what it seems: it must be
 * parsed.
 */
export function skim(
	bytes: Buffer,
	isWanted: (token: Token) => boolean,
	found: TokenList,
): readonly Stretch[] | null {
	const hits: number[] = [];
	signers.begin(bytes);
	const note = (token: Token, at: number): void => {
		found.add(token);
		if (isWanted(token)) hits.push(at);
	};
	let service = nextService(bytes, 0, note);
	// `invokedBy` comes behind the key of the same identity, and before the next one.
	const noteServices = (key: number, next: number): void => {
		while (service >= 0 && (next < 0 || service < next)) {
			noteService(bytes, service, key, note);
			service = nextService(bytes, service + 1, note);
		}
	};
	let key = -1;
	let next = nextKey(bytes, 0);
	while (next >= 0) {
		noteServices(key, next);
		key = next;
		const isHit = signers.isHit(key + idEnd);
		if (isHit === true) hits.push(key);
		else if (isHit === null) {
			const before = hits.length;
			const from = noteKey(bytes, key, note);
			if (from >= 0) signers.remember(from, key + idEnd, hits.length > before);
		}
		next = nextKey(bytes, key + 1);
	}
	noteServices(key, -1);
	noteSignIns(bytes, note);
	const stretches = around(bytes, hits);
	const last = stretches.at(-1);
	return last !== undefined && mayNest(bytes, last.to) ? null : stretches;
}

/**
 * Where the next `KeyId":"A` is; -1 for nowhere. A search for a single rare byte is the fastest that there is, and what
 * follows is looked at here.
 */
function nextKey(bytes: Buffer, from: number): number {
	let at = bytes.indexOf(capitalK, from);
	while (at >= 0 && !isKey(bytes, at)) at = bytes.indexOf(capitalK, at + 1);
	return at;
}

function isKey(bytes: Buffer, at: number): boolean {
	return (
		bytes[at + 1] === small.e &&
		bytes[at + 2] === small.y &&
		bytes[at + 4] === small.d &&
		bytes[at + 5] === quote &&
		bytes[at + 6] === colon &&
		bytes[at + 7] === quote &&
		bytes[at + idAt] === capitalA
	);
}

/** Where the next `By":"` is; -1 for nowhere. Bearer tokens begin with the same letter: they are noted on the way. */
function nextService(bytes: Buffer, from: number, note: Note): number {
	for (let at = bytes.indexOf(capitalB, from); at >= 0; at = bytes.indexOf(capitalB, at + 1)) {
		const next = bytes[at + 1];
		if (next === small.y && bytes[at + 2] === quote && bytes[at + 4] === quote) return at;
		if (next === small.e) noteBearer(bytes, at, note);
	}
	return -1;
}

/** Takes a token and where it is. */
export type Note = (token: Token, at: number) => void;

/** @param at Of `KeyId":"A`. @returns where the ARN begins that with account and key tells all of who signed; else -1. */
function noteKey(bytes: Buffer, at: number, note: Note): number {
	if (bytes[at + idEnd] !== quote || bytes[at - 7] !== quote || bytes[at - 1] !== 0x73) return -1;
	const signs = isSigner(bytes, at);
	note(tokenOfBytes(signs ? signed : mentioned, bytes, at + idAt, at + idEnd), at);
	const arn = signs ? noteSigner(bytes, at - 36, note) : -1;
	if (arn < 0 && (signs || !noteTaker(bytes, at, note))) noteNames(bytes, at, [named], note);
	return arn;
}

/** Whether the key is an identity's: it comes right behind `"accountId":"123456789012",`. Elsewhere it may be, too. */
function isSigner(bytes: Buffer, at: number): boolean {
	return (
		bytes[at - 34] === quote &&
		bytes[at - 33] === 0x61 &&
		bytes[at - 25] === 0x64 &&
		bytes[at - 22] === quote &&
		bytes[at - 9] === quote &&
		bytes[at - 8] === 0x2c
	);
}

/** @param at Of `By":"`. @param key Of the key before it; -1 for none. */
function noteService(bytes: Buffer, at: number, key: number, note: Note): void {
	if (bytes[at - 8] !== quote || bytes[at - 7] !== 0x69 || bytes[at - 1] !== 0x64) return;
	const end = bytes.indexOf(quote, at + 5);
	const isLast = bytes[end + 1] === 0x7d;
	if (isLast && (key < 0 || isServiceItself(bytes, at))) return;
	const arn = isLast ? arnBefore(bytes, key) : null;
	note(arn === null ? odd : tokenOfBytes(served, bytes, arn.from, arn.to), at);
}

/** The ARN of the identity that a key is in: `"arn":"…","accountId":"123456789012","accessKeyId"`; null if it is not so. */
function arnBefore(bytes: Buffer, key: number): Stretch | null {
	const to = key - 36;
	if (!isSigner(bytes, key) || bytes[to] !== quote || bytes[to + 1] !== 0x2c) return null;
	let from = to;
	while (isPlain(bytes[from - 1])) from -= 1;
	return isArn(bytes, from) ? {from, to} : null;
}

/** `{"type":"AWSService","invokedBy":"…"}`: a service for itself; it has no key. */
function isServiceItself(bytes: Buffer, at: number): boolean {
	return (
		bytes[at - 9] === 0x2c && bytes[at - 11] === 0x65 && bytes[at - 20] === 0x41 && bytes[at - 21] === quote
	);
}

/** Each record once, however many hits it has. */
function around(bytes: Buffer, hits: readonly number[]): readonly Stretch[] {
	const stretches: Stretch[] = [];
	let end = 0;
	for (const hit of hits.toSorted((one, other) => one - other)) {
		if (hit < end) continue;
		const stretch = recordAround(bytes, hit);
		stretches.push(stretch);
		end = stretch.to;
	}
	return stretches;
}
