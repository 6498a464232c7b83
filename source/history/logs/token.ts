import type {Event} from '../../domain/event.ts';
import {issuedBy} from '../../domain/hop.ts';
import {isKeyId} from '../../domain/key.ts';
import {isServiceMade} from '../../domain/on-behalf.ts';

/**
 * 32 bits that stand for something worth finding a record by. Two things may share a token: what is found by it is read
 * and judged, so that costs a moment and never an answer. 0 is none.
 */
export type Token = number;

/** The ways in which a record may be looked for: who signed, which id is in it elsewhere, whom a service acted for. */
export const signed = 0x51_9e_d0_01;
export const mentioned = 0x3e_47_10_02;
export const served = 0x5e_27_ed_03;

/** In a record that a skim could not take apart; every such record is read, whatever is looked for. */
export const odd: Token = -1;

/** The token of the bytes between `from` and `to`, found in this way. */
export function tokenOfBytes(way: number, bytes: Uint8Array, from: number, to: number): Token {
	let hash = way;
	for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x0100_0193);
	// FNV leaves the last bytes in the low bits; near-twin ids differ just there.
	hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b_3c6d);
	hash ^= hash >>> 13;
	return hash === 0 ? 1 : hash;
}

export function tokenOf(way: number, text: string): Token {
	const bytes = Buffer.from(text);
	return tokenOfBytes(way, bytes, 0, bytes.length);
}

/** What to look for to find everything about a credential: its calls, and who handed it out. */
export function tokensOfCredential(id: string): readonly Token[] {
	return [tokenOf(signed, id), tokenOf(mentioned, id)];
}

/** What an event can be found by. */
export function tokensOfEvent(event: Event): readonly Token[] {
	const tokens: Token[] = [];
	if (event.credential !== null && isKeyId(event.credential)) tokens.push(tokenOf(signed, event.credential));
	const issued = issuedBy(event);
	if (issued !== null) tokens.push(tokenOf(mentioned, issued));
	if (event.principal !== null && isServiceMade(event)) tokens.push(tokenOf(served, event.principal));
	return tokens;
}
