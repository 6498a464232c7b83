/**
 * Characters that a terminal obeys or that lie about what is shown: controls (ESC, CR, TAB, newlines among them), bidi
 * overrides, zero-width and other invisible characters, line separators, lone surrogates. Names, tags, user agents and
 * error texts are the attacker's to choose.
 */
const treacherous = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Shown in place of each treacherous character, so that the reader sees that something was there. */
export const replacement = '\ufffd';

/**
 * Makes a text from AWS or from a file safe to show on one line, visibly. The raw record keeps the original.
 * Safe to apply twice.
 */
export function sanitise(text: string): string {
	return text.replace(treacherous, replacement);
}

/** The text behind an untrusted value, sanitised; null when it is no text or empty. */
export function textOf(value: unknown): string | null {
	if (typeof value !== 'string' || value === '') return null;
	return sanitise(value);
}
