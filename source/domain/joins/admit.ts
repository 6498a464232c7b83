import type {CredentialKind} from '../credential.ts';
import {isTemporary} from '../key.ts';
import {skew} from '../skew.ts';
import type {Clue} from './clue.ts';
import type {Door, Way} from './door.ts';
import {placesOf} from './place.ts';

const minute = 60_000;
const hour = 60 * minute;

/** Field guide §1: no console session outlives the longest federation token. */
const longestConsole = 36 * hour;

/** A sign-in token is good for 15 minutes. */
const tokenLife = 15 * minute;

/** Between a sign-in and what its sessions name as their beginning, in ms. */
const nearby = minute;

/** For how long after it was opened a door lets anybody in, in ms. */
const openFor: Readonly<Record<Way, number>> = {
	token: tokenLife,
	session: longestConsole,
	console: longestConsole,
	password: Number.POSITIVE_INFINITY,
	user: Number.POSITIVE_INFINITY,
	role: Number.POSITIVE_INFINITY,
	workload: Number.POSITIVE_INFINITY,
	bearer: Number.POSITIVE_INFINITY,
};

/** The evidence that a way in asks for: why the clue is let in, in one line; null: it is not. */
const evidence: Readonly<Record<Way, (door: Door, clue: Clue) => string | null>> = {
	token: (door, clue) =>
		isSignIn(clue) ? `signed in as ${door.name} within 15 minutes of ${door.event.name}` : null,
	session: (door, clue) =>
		isSignIn(clue) && isSameAddress(door, clue)
			? `signed in as ${door.name} from ${clue.sourceIp}, from where ${door.event.name} was called`
			: null,
	password: (door, clue) =>
		isSignIn(clue) ? `signed in as ${door.name} with the password of ${door.event.name}` : null,
	user: (door, clue) =>
		clue.kind !== 'issue' && isSamePrincipal(door, clue)
			? `${door.name} was made by ${door.event.name}`
			: null,
	role: (door, clue) =>
		(clue.kind === 'issue' || clue.kind === 'call') && isSamePrincipal(door, clue)
			? `${door.name} was made by ${door.event.name}`
			: null,
	workload: (door, clue) =>
		(clue.kind === 'call' || (clue.kind === 'issue' && clue.asker === null)) &&
		(door.role === null || placesOf(clue.arn).includes(door.role))
			? `its session is named ${door.name}, which ${door.event.name} ${door.event.name.startsWith('Update') ? 'changed' : 'made'}`
			: null,
	bearer: (door, clue) =>
		clue.kind === 'bearer' ? `a bearer token of ${door.name} after ${door.event.name}` : null,
	console: inConsole,
};

/** Console sessions change their key all the time; who, from where and since when stay (field guide §8). */
function inConsole(door: Door, clue: Clue): string | null {
	if (clue.kind === 'issue' || clue.kind === 'bearer') return null;
	const sameAddress = isSameAddress(door, clue);
	if (clue.kind === 'sign-in') {
		return clue.from !== null && !clue.failed && sameAddress
			? `switched from ${door.name} to ${clue.arn} at the address of the sign-in, ${clue.sourceIp}`
			: null;
	}
	if (clue.credential === null || !isTemporary(clue.credential)) return null;
	const begins = [...door.began, door.event.time];
	const sameSession = clue.began !== 0 && begins.some(time => Math.abs(clue.began - time) <= nearby);
	if (sameSession) {
		const where = sameAddress ? ` at ${clue.sourceIp}` : '';
		return `acts as ${door.name}, in a session that began with its ${door.event.name}${where}`;
	}
	return sameAddress && clue.began === 0
		? `acts as ${door.name} at the address of its ${door.event.name}, ${clue.sourceIp}`
		: null;
}

/** Between when and when something can come in by the door, ms since the epoch; `to` may be infinite. */
export function openDuring({way, event: {time}}: Pick<Door, 'way' | 'event'>): {
	readonly from: number;
	readonly to: number;
} {
	return {from: time - skew, to: time + openFor[way] + skew};
}

/** Why the door lets the clue in; null: it does not. What came before it was opened never does. */
export function admits(door: Door, clue: Clue): string | null {
	const {from, to} = openDuring(door);
	if (clue.event.time < from || clue.event.time > to || clue.event.id === door.event.id) return null;
	return evidence[door.way](door, clue);
}

/** What kind of credential comes in. */
export function kindOf({way}: Door, {credential}: Clue): CredentialKind {
	if (way === 'role' || way === 'workload') return 'session';
	return credential !== null && isTemporary(credential) ? 'console' : 'user-key';
}

/** With success, from outside: who switches roles is in already. */
function isSignIn({kind, failed, from}: Clue): boolean {
	return kind === 'sign-in' && !failed && from === null;
}

function isSameAddress(door: Door, clue: Clue): boolean {
	return door.sourceIp !== null && door.sourceIp === clue.sourceIp;
}

/** A principal made anew under an old name is another one (field guide §2). */
function isSamePrincipal(door: Door, clue: Clue): boolean {
	// Of a switch, the record has the id of the role that was switched to.
	return (
		clue.from !== null ||
		door.principalId === null ||
		clue.principalId === null ||
		door.principalId === clue.principalId
	);
}
