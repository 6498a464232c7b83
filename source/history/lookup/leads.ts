import {usernameOf} from '../../domain/joins/door.ts';
import {isTemporary} from '../../domain/key.ts';
import type {Lineage} from '../../domain/lineage.ts';
import {skew} from '../../domain/skew.ts';
import {replacement} from '../../domain/text.ts';
import type {Question, Rank} from './question.ts';

type Key = 'AccessKeyId' | 'Username' | 'ResourceName';

/** What is to be asked of every region, by what is known of the lineage. @param since ms: nothing before is wanted. */
export function* leadsOf(lineage: Lineage, keys: readonly string[], since: number): Generator<Question> {
	const ask = (key: Key, value: string, from: number, rank: Rank): Question => ({
		attribute: {key, value},
		since: Math.max(since, from),
		ends: null,
		rank,
		username: null,
	});
	for (const id of lineage.ids()) {
		const minted = lineage.mintingOf(id);
		// Of a console's keys and of bearer tokens only the name is listed, see below.
		if (minted?.kind === 'service' || (minted?.kind === 'console' && minted.reason !== null)) continue;
		yield {
			...ask('AccessKeyId', id, lineage.livesFrom(id), minted === null ? 0 : 1),
			ends: minted?.expires ?? null,
			username: minted === null ? null : sessionName(minted.principal),
		};
	}
	for (const door of lineage.doors) {
		const from = door.event.time - skew;
		const name = usernameOf(door);
		const rank = door.way === 'session' ? 2 : 1;
		if (door.roleArn !== null) yield ask('ResourceName', door.roleArn, dayOf(from), 1);
		if (name !== null && isAskable(name)) yield ask('Username', name, dayOf(from), rank);
	}
	// Backwards: CloudTrail lists a key that was handed out among the resources of the event that did it.
	const ancestors = lineage.ancestors.flatMap(({credential}) => credential ?? []);
	for (const id of [...keys, ...ancestors]) if (isTemporary(id)) yield ask('ResourceName', id, since, 1);
}

/**
 * Names are used several times: from the beginning of the day on, so that an earlier use that is found later needs no
 * second reading.
 */
function dayOf(time: number): number {
	return time - (time % 86_400_000);
}

/** Under this name services may have acted for the lineage (field guide §19). */
export function underName(name: string, since: number, earliest: number): Question | null {
	if (!isAskable(name)) return null;
	return {
		attribute: {key: 'Username', value: name},
		since: Math.max(earliest, dayOf(since)),
		ends: null,
		rank: 2,
		username: null,
	};
}

function sessionName(arn: string | null): string | null {
	return arn?.slice(arn.lastIndexOf('/') + 1) ?? null;
}

/** What was made safe to show is not what CloudTrail knows. */
function isAskable(name: string): boolean {
	return name !== '' && !name.includes(replacement);
}
