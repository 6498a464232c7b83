import type {Event} from '../../domain/event.ts';
import {issuedBy} from '../../domain/hop.ts';
import {clueOf} from '../../domain/joins/clue.ts';
import type {Door, Way} from '../../domain/joins/door.ts';
import {type Place, placesOf} from '../../domain/joins/place.ts';
import {isKeyId} from '../../domain/key.ts';
import {isServiceMade} from '../../domain/on-behalf.ts';

/**
 * 32 bits that stand for something worth finding a record by. Two things may share a token: what is found by it is read
 * and judged, so that costs a moment and never an answer. 0 is none.
 */
export type Token = number;

/**
 * The ways in which a record may be looked for: who signed, which id is in it elsewhere, whom a service acted for, which
 * user, role or session is named as a party to it, and where that is in a sign-in.
 */
export const signed = 0x51_9e_d0_01;
export const mentioned = 0x3e_47_10_02;
export const served = 0x5e_27_ed_03;
export const named = 0x4a_3e_d0_04;
export const entered = 0x5e_47_e2_05;

/** In a record that a skim could not take apart; every such record is read, whatever is looked for. */
export const odd: Token = -1;

/** The token of the bytes between `from` and `to`, found in this way. */
export function tokenOfBytes(way: number, bytes: Uint8Array, from: number, to: number): Token {
	let hash = way;
	for (let at = to - 1; at >= from; at -= 1) hash = mix(hash, bytes[at] ?? 0);
	return finish(hash);
}

/** Takes in the byte before those that were mixed into the hash; it begins as the way. From the end on, as names are found. */
export function mix(hash: number, byte: number): number {
	return Math.imul(hash ^ byte, 0x0100_0193);
}

/** Makes a token of a hash: FNV leaves the last bytes in the low bits, and ids and names differ anywhere. */
export function finish(hash: number): Token {
	const spread = Math.imul(hash ^ (hash >>> 15), 0x2c1b_3c6d);
	const token = spread ^ (spread >>> 13);
	return token === 0 ? 1 : token;
}

export function tokenOf(way: number, text: string): Token {
	const bytes = Buffer.from(text);
	return tokenOfBytes(way, bytes, 0, bytes.length);
}

/** What to look for to find everything about a credential: its calls, and who handed it out. */
export function tokensOfCredential(id: string): readonly Token[] {
	return [tokenOf(signed, id), tokenOf(mentioned, id)];
}

/** Through these, sign-ins come; by the others, calls alone. */
const forSignIns: ReadonlySet<Way> = new Set(['token', 'session', 'password', 'user', 'console']);

/** Through these come sign-ins alone: every session that a lineage takes opens one, and its name may be a common one. */
const forSignInsOnly: ReadonlySet<Way> = new Set(['token', 'session', 'password']);

/** What to look for to find whatever may come in by a door. */
export function tokensOfDoor({way, place}: Pick<Door, 'way' | 'place'>): readonly Token[] {
	const name = nameIn(place);
	const tokens: Token[] = [];
	if (forSignIns.has(way)) tokens.push(tokenOf(entered, name));
	if (!forSignInsOnly.has(way)) tokens.push(tokenOf(named, name));
	return tokens;
}

/** By what everything is found under the names in an ARN: of users, roles and sessions, in whatever account. */
export function tokensOfNames(way: number, arn: string): readonly Token[] {
	return placesOf(arn).map(place => tokenOf(way, nameIn(place)));
}

/** The last part of it: ARNs of sessions and federated users end with their names. */
function nameIn(place: Place): string {
	return place.startsWith('arn:')
		? place.slice(place.lastIndexOf('/') + 1)
		: place.split(' ').slice(2).join(' ');
}

/** What an event can be found by. */
export function tokensOfEvent(event: Event): readonly Token[] {
	const tokens: Token[] = [];
	if (event.credential !== null && isKeyId(event.credential)) tokens.push(tokenOf(signed, event.credential));
	const issued = issuedBy(event);
	if (issued !== null) tokens.push(tokenOf(mentioned, issued));
	if (event.principal !== null && isServiceMade(event)) tokens.push(tokenOf(served, event.principal));
	const clue = clueOf(event);
	if (clue === null) return tokens;
	const arn = clue.from ?? clue.arn;
	tokens.push(...tokensOfNames(named, arn));
	if (clue.kind === 'sign-in') tokens.push(...tokensOfNames(entered, arn));
	return tokens;
}
