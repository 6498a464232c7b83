import {existsSync, readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {withKeyTable} from '../scripts/key-table.ts';
import {keyTableMarkdown} from '../source/ui/keymap/sections.ts';

const readme = readFileSync('README.md', 'utf8');

test('the key table in the README is the one that the program runs on', () => {
	expect(readme).toBe(withKeyTable(readme, keyTableMarkdown()));
});

test('every page and picture that the README and the docs point to is there', () => {
	const pages = ['README.md', 'docs/range.md', 'docs/case-file.md'];
	const links = pages.flatMap(page =>
		Array.from(readFileSync(page, 'utf8').matchAll(/\]\(([^)#:]+)\)/g), ([, path = '']) =>
			page.startsWith('docs/') ? `docs/${path}` : path,
		),
	);
	expect(links.length).toBeGreaterThan(2);
	expect(links.filter(path => !existsSync(path))).toEqual([]);
});

test('every npm script that the README names exists', () => {
	const {scripts} = JSON.parse(readFileSync('package.json', 'utf8')) as {scripts: Record<string, string>};
	const named = Array.from(readme.matchAll(/npm run (\w+)/g), ([, name = '']) => name);
	expect(named.filter(name => !(name in scripts))).toEqual([]);
});
