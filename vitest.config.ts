import {availableParallelism} from 'node:os';
import {configDefaults, defineConfig} from 'vitest/config';

const range = 'test/range/**/*.test.ts';

export default defineConfig({
	test: {
		// Terminals, emulators and IAM's gaps are waited for more than computed.
		maxWorkers: Math.ceil(availableParallelism() * 1.5),
		testTimeout: 30_000,
		hookTimeout: 60_000,
		env: {NODE_ENV: 'test'},
		projects: [
			{
				extends: true,
				test: {
					name: 'all',
					include: ['test/**/*.test.{ts,tsx}'],
					exclude: [...configDefaults.exclude, range],
				},
			},
			{
				extends: true,
				// No file of these leaves anything behind: they share the SDK's modules, which take longer to load than to use.
				test: {name: 'range', include: [range], isolate: false},
			},
		],
	},
});
