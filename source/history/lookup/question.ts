import type {LookupQuery} from './page.ts';

/**
 * 0: the key itself. 1: what was minted from it, and whoever may have come in by what it did. 2: the other calls under
 * the lineage's names, some of which are services' for it (field guide §19).
 */
export type Rank = 0 | 1 | 2;

/** What is asked of every region. */
export interface Question {
	/** Null: everything. */
	readonly attribute: LookupQuery['attribute'];
	/** ms since the epoch: nothing before is wanted. */
	readonly since: number;
	/** ms since the epoch after which there can be no answers, as the credential has expired; null: there always can. */
	readonly ends: number | null;
	readonly rank: Rank;
	/** Under which the answers are listed too; null: unknown. */
	readonly username: string | null;
}

/** Names a question apart from its times: `AccessKeyId AKIA…`, `everything`. */
export function nameOf({attribute}: Pick<Question, 'attribute'>): string {
	return attribute === null ? 'everything' : `${attribute.key} ${attribute.value}`;
}

/** Whether what answers the one, from its beginning on, answers the other as well. */
export function answers(one: Question, other: Question): boolean {
	if (one.attribute === null) return true;
	return one.attribute.key === 'Username' && one.attribute.value === other.username;
}
