import type {Credential} from '../../../domain/credential.ts';

/** A credential and the branches drawn before it. */
export interface Branch {
	readonly credential: Credential;
	/** `│ ├ `, two cells a level; empty for a root. */
	readonly prefix: string;
}

/** Cells that the branches before a name may take. */
const branchRoom = 8;

/**
 * The prefixes as they are drawn: where the tree is too deep for two cells a level, one cell; what is deeper still has its
 * depth written out, so that the names of a hundred hops keep their place.
 */
export function drawnPrefixes(branches: readonly Branch[]): (branch: Branch) => string {
	const deepest = Math.max(0, ...branches.map(({prefix}) => prefix.length));
	if (deepest <= branchRoom) return ({prefix}) => prefix;
	return ({prefix}) => {
		const narrow = prefix.replace(/(.) /g, '$1');
		if (narrow.length < branchRoom) return narrow === '' ? '' : `${narrow} `;
		const depth = `…${narrow.length}`.padEnd(branchRoom - 2);
		return `${depth}${narrow.slice(-1)} `;
	};
}

/** The lineage as one draws a tree: children right under their parent, in the order in which they came. */
export function treeOf(credentials: readonly Credential[]): readonly Branch[] {
	const children = Map.groupBy(credentials, ({parent}) => parent);
	const known = new Set(credentials.map(({id}) => id));
	const rows: Branch[] = [];
	const visit = (credential: Credential, prefix: string, below: string) => {
		rows.push({credential, prefix});
		const own = children.get(credential.id) ?? [];
		for (const [index, child] of own.entries()) {
			const last = index === own.length - 1;
			visit(child, `${below}${last ? '└ ' : '├ '}`, `${below}${last ? '  ' : '│ '}`);
		}
	};
	for (const credential of credentials) {
		if (credential.parent === null || !known.has(credential.parent)) visit(credential, '', '');
	}
	return rows;
}
