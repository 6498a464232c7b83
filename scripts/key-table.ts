const between = /(<!-- keys: [^\n]*-->\n)[\s\S]*?(<!-- \/keys -->)/;

/** The README with the table between its two marks. @throws Error if the marks are not there. */
export function withKeyTable(readme: string, table: string): string {
	if (!between.test(readme)) throw new Error('README.md has no place for the key table');
	return readme.replace(between, (_all, start: string, end: string) => `${start}\n${table.trim()}\n\n${end}`);
}
