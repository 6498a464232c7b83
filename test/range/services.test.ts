import {expect, test} from 'vitest';
import {services} from '../../source/range/services/index.ts';
import {modelOf} from '../../source/range/wire/model.ts';

test.each([
	...services.values(),
])('$signingName: every operation has the name of one that the SDK describes', service => {
	const known = modelOf(service).operations;
	const operations = Object.keys(service.operations);
	expect(operations.length).toBeGreaterThan(0);
	expect(operations.filter(name => !known.has(name))).toEqual([]);
});
