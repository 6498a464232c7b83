import type {Credential} from '../../../source/domain/credential.ts';
import type {KeyFacts} from '../../../source/domain/key-facts.ts';

export const leaked = 'AKIALEAKLEAKLEAKLEAK';
export const second = 'AKIASECONDSECONDSECO';

export function read<T>(value: T): {readonly value: T; readonly error: null} {
	return {value, error: null};
}

export function unread(error: string): {readonly value: null; readonly error: string} {
	return {value: null, error};
}

/** A user with one active key and nothing else, but for what is given. */
export function factsOf(part: Partial<KeyFacts> = {}): KeyFacts {
	return {
		id: leaked,
		account: '111122223333',
		status: read('Active'),
		userName: 'ci-deploy',
		userArn: 'arn:aws:iam::111122223333:user/ci-deploy',
		created: 1_600_000_000_000,
		lastUsed: read(null),
		keys: read([{id: leaked, status: 'Active', created: null, lastUsed: null}]),
		otherCredentials: read([]),
		policies: read([]),
		quarantine: null,
		...part,
	};
}

/** A session minted from the leaked key, but for what is given. */
export function credentialOf(part: Partial<Credential> = {}): Credential {
	return {
		id: 'ASIASESSIONSESSIONSE',
		kind: 'session',
		parent: leaked,
		hop: null,
		origin: [],
		depth: 1,
		principal: null,
		firstSeen: null,
		lastSeen: null,
		calls: 0,
		denied: 0,
		regions: [],
		expires: null,
		status: 'alive',
		...part,
	};
}
