/** What a statement may hold as it is; the rest is written as bytes, so that the statement is plain ASCII throughout. */
const plain = /^[\x20-\x7e]*$/;

/**
 * Any text as an SQL string. Only the quote means anything inside one; there are no backslash escapes. Session names,
 * tags and ARNs are the attacker's to choose, and Athena's own parameters are pasted into the text unquoted.
 */
export function literal(text: string): string {
	if (plain.test(text)) return `'${text.replaceAll("'", "''")}'`;
	return `from_utf8(from_hex('${Buffer.from(text.toWellFormed()).toString('hex')}'))`;
}

/** Any name as an SQL identifier. */
export function identifier(name: string): string {
	return `"${name.replaceAll('"', '""')}"`;
}

/** `'a', 'b'`, for behind IN. */
export function literals(texts: readonly string[]): string {
	return texts.map(literal).join(', ');
}
