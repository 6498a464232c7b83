import {globSync, readFileSync} from 'node:fs';
import {join, relative, resolve, sep} from 'node:path';
import {describe, expect, it} from 'vitest';
import {parseAst} from 'vitest/node';

const root = resolve(import.meta.dirname, '..');
const files = globSync('{source,test,scripts}/**/*.{ts,tsx,js}', {cwd: root}).filter(
	path => !path.includes('node_modules'),
);

/** From the bottom up: a folder may import what stands below it, and never its neighbours. `range` stands apart. */
const layers = [
	['domain'],
	['aws', 'history', 'casefile', 'report'],
	['investigation'],
	['ui'],
	['commands'],
	[''],
];

/** The only folders of the program that may know these packages: everything else goes through them. */
const owners: readonly (readonly [RegExp, readonly string[]])[] = [
	[/^(ink|react|ink-table|string-width)(\/|$)/, ['ui', 'commands']],
	[/^@aws-sdk\/|^@smithy\//, ['aws', 'range']],
	[/^node:sqlite$/, ['casefile']],
	[/^commander$/, ['commands', '']],
];

/** Facts of the build, which anybody may know. */
const constants = new Set(['package.json', 'source/version.ts']);

/** What the pure layer may use of Node: nothing that reaches outside of the process. */
const pure = /^node:(crypto|util|path)$/;

/** Every module that a file names: static, type-only and dynamic imports, exports from, `import('…')` types. */
function importsOf(path: string): readonly string[] {
	const lang = path.endsWith('.tsx') ? 'tsx' : 'ts';
	const found: string[] = [];
	const visit = (node: unknown): void => {
		if (typeof node !== 'object' || node === null) return;
		const {type, source} = node as {type?: unknown; source?: unknown};
		if (typeof type === 'string' && /^(Import|Export|TSImport)/.test(type)) {
			const value = (source as {value?: unknown} | null | undefined)?.value;
			if (typeof value === 'string') found.push(value);
		}
		Object.values(node).forEach(visit);
	};
	visit(parseAst(readFileSync(join(root, path), 'utf8'), {lang}));
	return found;
}

/** The folder under source/ that a path lies in; '' for source/cli.ts; null outside of source/. */
function folderOf(path: string): string | null {
	const [top, folder, ...below] = path.replaceAll(sep, '/').split('/');
	if (top !== 'source' || folder === undefined) return null;
	return below.length > 0 ? folder : '';
}

function rankOf(folder: string): number {
	return layers.findIndex(layer => layer.includes(folder));
}

/** Why the import runs against the house, or null. */
function offence(path: string, name: string): string | null {
	const from = folderOf(path);
	if (from === null) return null;
	if (!name.startsWith('.')) {
		const owner = owners.find(([packages]) => packages.test(name));
		if (owner !== undefined && !owner[1].includes(from))
			return `only ${owner[1].join(' and ')} may know ${name}`;
		return from === 'domain' && !pure.test(name) ? `domain is pure and may not know ${name}` : null;
	}
	const target = relative(root, resolve(root, path, '..', name)).replaceAll(sep, '/');
	if (constants.has(target)) return null;
	const to = folderOf(target);
	if (to === null) return 'the program may not import what is outside of source/';
	if (from === to) return null;
	if (to === 'range') {
		const host = /^source\/commands\/(demo|range)\b/.test(path.replaceAll(sep, '/'));
		return host ? null : 'only commands/demo and commands/range may know the range';
	}
	if (from === 'range') return to === 'domain' ? null : 'the range may know domain alone';
	return rankOf(from) > rankOf(to) ? null : `${from} may not know ${to}`;
}

function offences(): readonly string[] {
	return files.flatMap(path =>
		importsOf(path).flatMap(name => {
			const why = offence(path, name);
			return why === null ? [] : [`${path} imports ${name}: ${why}`];
		}),
	);
}

describe('the house', () => {
	it('has no import that runs against the direction of dependencies', () => {
		expect(offences()).toEqual([]);
	});

	it('has no folder under source/ without a place in it', () => {
		const folders = new Set(files.map(folderOf).filter(folder => folder !== null));
		expect([...folders].filter(folder => folder !== 'range' && rankOf(folder) < 0)).toEqual([]);
	});

	it('has no file of more than 300 lines', () => {
		const long = files.filter(
			path => readFileSync(join(root, path), 'utf8').trimEnd().split('\n').length > 300,
		);
		expect(long).toEqual([]);
	});
});

describe('the judge of imports', () => {
	it('sees every way to name a module', () => {
		const all = importsOf(join('test', 'architecture.test.ts'));
		expect(all).toEqual(expect.arrayContaining(['node:fs', 'node:path', 'vitest', 'vitest/node']));
		expect(importsOf(join('source', 'domain', 'coverage.ts'))).toEqual([]);
		expect(importsOf(join('source', 'history', 'source.ts'))).toEqual([
			'../domain/coverage.ts',
			'../domain/event.ts',
		]);
	});

	it('tells right from wrong', () => {
		const wrong = [
			['source/domain/x.ts', '../aws/y.ts'],
			['source/domain/x.ts', 'node:fs'],
			['source/aws/x.ts', '../history/y.ts'],
			['source/investigation/x.ts', '../ui/y.ts'],
			['source/investigation/x.ts', 'ink'],
			['source/ui/x.tsx', '../range/y.ts'],
			['source/ui/panes/x.tsx', '@aws-sdk/client-ec2'],
			['source/range/x.ts', '../aws/y.ts'],
			['source/report/x.ts', '../../test/y.ts'],
			['source/commands/console.ts', '../range/y.ts'],
		] as const;
		const right = [
			['source/commands/demo.ts', '../range/y.ts'],
			['source/ui/panes/x.tsx', '../../domain/y.ts'],
			['source/ui/x.tsx', 'ink'],
			['source/aws/kinds/x.ts', '../clients.ts'],
			['source/cli.ts', './commands/console.ts'],
			['test/x.test.ts', '../source/range/y.ts'],
		] as const;
		expect(wrong.filter(([path, name]) => offence(path, name) === null)).toEqual([]);
		expect(right.filter(([path, name]) => offence(path, name) !== null)).toEqual([]);
	});
});
