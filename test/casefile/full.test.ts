import {expect, it} from 'vitest';
import {asRefusal, openDatabase} from '../../source/casefile/database.ts';

it('a disk that is full is called so, and what was half written is gone', () => {
	const database = openDatabase(':memory:');
	database.raw.exec('CREATE TABLE filling (text TEXT)');
	const {page_count: pages} = database.get('PRAGMA page_count') ?? {};
	database.raw.exec(`PRAGMA max_page_count = ${Number(pages) + 2}`);
	let failure: unknown = null;
	try {
		database.transaction(() => {
			for (let n = 0; n < 100; n += 1) database.run('INSERT INTO filling VALUES (?)', 'x'.repeat(4000));
		});
	} catch (error) {
		failure = error;
	}
	expect(asRefusal(failure, 'my.leaktui').message).toMatch(/^my\.leaktui cannot grow, the disk is full/);
	expect(database.get('SELECT count(*) AS n FROM filling')?.['n']).toBe(0);
	database.close();
});
