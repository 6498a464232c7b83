const compiled = new Map<string, RegExp>();

/** Whether `text` fits a pattern with IAM's wildcards `*` and `?`. */
export function matches(pattern: string, text: string, caseless = false): boolean {
	if (pattern === '*') return true;
	const key = caseless ? `i${pattern}` : `s${pattern}`;
	let expression = compiled.get(key);
	if (expression === undefined) {
		if (compiled.size > 20_000) compiled.clear();
		// Runs of stars mean what one means; kept apart they would make matching exponential.
		const source = RegExp.escape(pattern.replaceAll(/\*+/g, '*'))
			.replaceAll('\\*', '.*')
			.replaceAll('\\?', '.');
		expression = new RegExp(`^${source}$`, caseless ? 'is' : 's');
		compiled.set(key, expression);
	}
	return expression.test(text);
}

/** Puts the request's values in for policy variables such as `${aws:username}`; an unknown one fits nothing. */
export function substitute(text: string, context: Context): string {
	if (!text.includes('${')) return text;
	return text.replaceAll(/\$\{([^}]+)\}/g, (whole, name: string) => {
		if (name === '*' || name === '?' || name === '$') return name;
		return context.get(name.toLowerCase()) ?? whole;
	});
}

/** The condition keys of a request, in lower case: `aws:tokenissuetime`. */
export type Context = ReadonlyMap<string, string>;
