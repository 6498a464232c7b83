import {isTemporary} from '../../../domain/key.ts';
import type {KeyFacts} from '../../../domain/key-facts.ts';
import type {State} from '../../../investigation/state.ts';
import type {Tone} from '../../theme/tones.ts';

/** The key's state in a word that cannot be missed, and what it means. */
export interface Banner {
	readonly word: string;
	readonly meaning: string;
	readonly tone: Tone;
}

const banners = {
	Active: {word: 'ACTIVE', meaning: 'whoever holds the secret can use it', tone: 'badge-bad'},
	Inactive: {word: 'INACTIVE', meaning: 'calls signed with it are refused', tone: 'badge-good'},
	deleted: {word: 'DELETED', meaning: 'it is gone and cannot come back', tone: 'badge-good'},
} as const satisfies Record<string, Banner>;

/** @param facts Null while AWS has not answered. */
export function bannerOf(keyId: string, facts: KeyFacts | null, setting: State['setting']): Banner {
	if (setting === 'logs')
		return {word: 'FROM FILES', meaning: 'its state now is not in the log', tone: 'badge'};
	if (facts === null) return {word: 'READING', meaning: 'asking AWS for its state', tone: 'badge'};
	if (facts.status.value !== null) return banners[facts.status.value];
	if (isTemporary(keyId))
		return {word: 'TEMPORARY', meaning: 'it cannot be disabled, only revoked', tone: 'badge-warn'};
	return {word: 'UNKNOWN', meaning: 'its state could not be read; take it as active', tone: 'badge-warn'};
}
