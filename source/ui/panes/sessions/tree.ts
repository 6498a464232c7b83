import type {Credential} from '../../../domain/credential.ts';

/** A credential and the branches drawn before it. */
export interface Branch {
	readonly credential: Credential;
	/** `│ ├ `, empty for a root. */
	readonly prefix: string;
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
