import type {
	AttachedPolicy,
	KeyFacts,
	LastUse,
	OtherCredential,
	Read,
	UserKey,
} from '../../../domain/key-facts.ts';
import type {State} from '../../../investigation/state.ts';
import {principalName} from '../../text/names.ts';
import {ago, stamp, type Zone} from '../../text/time.ts';
import type {Tone} from '../../theme/tones.ts';

/** One row of the key's table. */
export interface Fact {
	readonly label: string;
	readonly value: string;
	readonly tone: Tone;
}

interface Reading {
	readonly now: number;
	readonly zone: Zone;
}

/** Everything that AWS says of the key, in the order in which a responder asks. */
export function factsOf(facts: KeyFacts, state: State, reading: Reading): readonly Fact[] {
	const rows: (Fact | null)[] = [
		fact('user', principalName(facts.userArn) || (facts.userName ?? 'not known')),
		fact('account', facts.account ?? 'not known'),
		facts.created === null
			? null
			: fact('created', `${ago(facts.created, reading.now)}, ${stamp(facts.created, reading.zone)}`),
		read('last used', facts.lastUsed, value => lastUse(value, reading)),
		facts.quarantine === null
			? null
			: fact('quarantine', `${facts.quarantine}: put on by AWS, leave it there`, 'warn'),
		...list('other key', facts.keys, keys =>
			keys.filter(({id}) => id !== facts.id).map(key => otherKey(key, reading)),
		),
		...list('credential', facts.otherCredentials, others => others.map(otherCredential)),
		...list('policy', facts.policies, policies => policies.map(policy)),
		fact(
			'you',
			principalName(state.responder?.arn ?? null) || 'not known',
			state.responder === null ? 'dim' : 'accent',
		),
	];
	return rows.filter(row => row !== null);
}

function fact(label: string, value: string, tone: Tone = 'text'): Fact {
	return {label, value, tone};
}

function read<T>(label: string, {value, error}: Read<T>, show: (value: T) => string): Fact {
	return error === null ? fact(label, show(value)) : unread(label, error);
}

/** One row per entry, labelled once; "none" and "not allowed to look" are different things. */
function list<T>(
	label: string,
	{value, error}: Read<readonly T[]>,
	show: (value: readonly T[]) => readonly Fact[],
) {
	if (error !== null) return [unread(label, error)];
	const rows = show(value);
	if (rows.length === 0) return [fact(label, 'none', 'dim')];
	return rows.map((row, index) => (index === 0 ? {...row, label} : row));
}

function unread(label: string, error: string): Fact {
	return fact(label, `could not be read: ${error}`, 'warn');
}

function lastUse(use: LastUse | null, {now, zone}: Reading): string {
	if (use === null) return 'never, as far as AWS says (can be hours late)';
	return `${ago(use.time, now)}, ${use.service} in ${use.region}, ${stamp(use.time, zone)}`;
}

function otherKey({id, status, lastUsed}: UserKey, reading: Reading): Fact {
	const used = lastUsed === null ? 'never used' : `used ${ago(lastUsed.time, reading.now)}`;
	return fact('', `${id} ${status}, ${used}`, status === 'Active' ? 'warn' : 'text');
}

function otherCredential({kind, id, status}: OtherCredential): Fact {
	return fact('', `${kind} ${id}, ${status}`, kind === 'MFA device' ? 'text' : 'warn');
}

function policy({name, via}: AttachedPolicy): Fact {
	return fact('', `${name} (${via})`, /^AdministratorAccess$/.test(name) ? 'bad' : 'text');
}
