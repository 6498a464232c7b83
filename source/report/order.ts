import type {Credential} from '../domain/credential.ts';
import type {KeyFacts} from '../domain/key-facts.ts';
import type {Gap} from './gap.ts';
import type {ReportInput} from './model.ts';

/** Compares by one text after the other: by code units, which no locale changes. */
export function by<T>(...texts: readonly ((item: T) => string)[]): (one: T, other: T) => number {
	return (one, other) => {
		for (const text of texts) {
			const [left, right] = [text(one), text(other)];
			if (left !== right) return left < right ? -1 : 1;
		}
		return 0;
	};
}

/** The tree as it is read: each credential above what came from it, siblings in the order in which they were minted. */
export function asTree(credentials: readonly Credential[], keys: readonly string[]): readonly Credential[] {
	const known = new Set(credentials.map(({id}) => id));
	const children = Map.groupBy(credentials, ({parent}) =>
		parent !== null && known.has(parent) ? parent : null,
	);
	const place = ({id}: Credential) => (keys.includes(id) ? keys.indexOf(id) : keys.length);
	const sorted = (parent: string | null) =>
		(children.get(parent) ?? []).toSorted(
			(one, other) =>
				place(one) - place(other) ||
				(one.hop?.time ?? 0) - (other.hop?.time ?? 0) ||
				by<Credential>(({id}) => id)(one, other),
		);
	// A stack, not the call stack: a chain of hops may be long.
	const tree: Credential[] = [];
	const waiting = sorted(null).toReversed();
	for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
		tree.push(next);
		waiting.push(...sorted(next.id).toReversed());
	}
	return tree;
}

/** All lists in an order of their own, whatever order threads and regions answered in. */
export function inOrder(input: ReportInput): ReportInput {
	const credentials = asTree(input.credentials, input.keys);
	const place = new Map(credentials.map(({id}, index) => [id, index]));
	const keyPlace = (id: string) => (input.keys.includes(id) ? input.keys.indexOf(id) : input.keys.length);
	return {
		...input,
		credentials,
		keyFacts: input.keyFacts.toSorted(
			(one, other) => keyPlace(one.id) - keyPlace(other.id) || by<KeyFacts>(({id}) => id)(one, other),
		),
		resources: input.resources.toSorted(
			by(
				({kind}) => kind,
				({region}) => region,
				({id}) => id,
			),
		),
		coverage: input.coverage.toSorted(
			by(
				({source}) => source,
				({region}) => region,
			),
		),
		blindSpots: input.blindSpots.toSorted(bySpot),
		unread: input.unread.toSorted(bySpot),
		evidence: input.evidence && {
			...input.evidence,
			proofs: input.evidence.proofs.toSorted(
				(one, other) => (place.get(one.credential) ?? 0) - (place.get(other.credential) ?? 0),
			),
		},
	};
}

const bySpot = by<Gap>(
	({what}) => what,
	({region = ''}) => region,
	({why}) => why,
);
