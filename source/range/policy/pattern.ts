/** The condition keys of a request, in lower case: `aws:tokenissuetime`. */
export type Context = ReadonlyMap<string, string>;

/**
 * Whether `text` fits a pattern with IAM's wildcards `*` and `?`. On a mismatch it goes back to the last star only, so
 * that no pattern, however odd, takes more than length times length.
 */
export function matches(pattern: string, text: string, caseless = false): boolean {
	if (pattern === '*') return true;
	if (caseless) return matches(pattern.toLowerCase(), text.toLowerCase());
	let star = -1;
	let resume = 0;
	let at = 0;
	let index = 0;
	while (index < text.length) {
		const wanted = pattern[at];
		if (wanted === '*') {
			star = at++;
			resume = index;
		} else if (wanted === '?' || wanted === text[index]) {
			at++;
			index++;
		} else if (star >= 0) {
			at = star + 1;
			index = ++resume;
		} else {
			return false;
		}
	}
	return /^\**$/.test(pattern.slice(at));
}

/** Puts the request's values in for policy variables such as `${aws:username}`; an unknown one fits nothing. */
export function substitute(text: string, context: Context): string {
	if (!text.includes('${')) return text;
	return text.replaceAll(/\$\{([^}]+)\}/g, (whole, name: string) => {
		if (name === '*' || name === '?' || name === '$') return name;
		return context.get(name.toLowerCase()) ?? whole;
	});
}
