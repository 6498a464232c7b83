import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {Lineage} from '../../../source/domain/lineage.ts';
import {account, eventOf} from '../records.ts';
import {acrossAccounts, goesIn, handedOut, inside, takenAcross} from './across.ts';
import {behind, key, lineageOf} from './story.ts';

describe('a role taken across accounts, which both accounts recorded', () => {
	const [named, keyless] = goesIn;

	it('is one hop, by the key that the caller’s record names, whichever record comes first', () => {
		for (const records of [goesIn, goesIn.toReversed()]) {
			const lineage = lineageOf(...records);
			expect(lineage.credentials(0).map(({id, parent, calls}) => [id, parent, calls])).toEqual([
				[key, null, 1],
				[inside, key, 0],
			]);
			expect(lineage.mintingOf(inside)).toMatchObject({event: {id: 'in'}, reason: null});
			expect(records.map(item => behind(lineage, item))).toEqual([null, null]);
		}
	});

	it('tells where a session came from, by the key if the caller’s record was read, else by who asked', () => {
		const originOf = (...records: readonly (Record<string, unknown> | undefined)[]) => {
			const lineage = new Lineage([inside]);
			for (const item of records) if (item !== undefined) lineage.observe(eventOf(item));
			return lineage.ancestors.map(({credential, principal, hop}) => [credential, principal, hop.eventID]);
		};
		const told = [[key, `arn:aws:iam::${account}:user/ci`, 'in']];
		expect(originOf(named, keyless)).toEqual(told);
		expect(originOf(keyless, named)).toEqual(told);
		expect(originOf(keyless)).toEqual([[null, `AIDACALLER of account ${account}`, 'in-copy']]);
	});

	it('is nobody’s where only the other account’s record was read: an id is not a key', () => {
		const lineage = lineageOf(...goesIn.slice(1));
		expect(lineage.ids()).toEqual([key]);
		expect(goesIn.slice(1).map(item => behind(lineage, item))).toEqual([null]);
	});

	it('comes in by a role that the lineage made as one event, that of the caller if it was read', () => {
		fc.assert(
			fc.property(acrossAccounts, ({by, read, made, ids: [namedId, keylessId], records}) => {
				const lineage = lineageOf(...records);
				const joined = records
					.filter(item => behind(lineage, item) !== null)
					.map(({eventID}) => eventID)
					.filter(id => id !== 'lookalike');
				const isIn = read !== 'keyless' && by === key ? true : made;
				expect(lineage.has(handedOut)).toBe(isIn);
				const expected = by === key && read !== 'keyless' ? [] : [read === 'keyless' ? keylessId : namedId];
				expect(joined).toEqual(isIn ? expected : []);
			}),
			{numRuns: 200},
		);
	});

	it('is another call where more than its shared id is not the same', () => {
		const taking = {by: key, role: 'admin', issued: inside, time: '10:00:00', shared: 's-in'} as const;
		const {keyless: other} = takenAcross({...taking, ids: ['-', 'other']});
		const origins = (changes: Record<string, unknown>) => {
			const lineage = new Lineage([inside]);
			for (const item of [named, {...other, ...changes}])
				if (item !== undefined) lineage.observe(eventOf(item));
			return lineage.ancestors[0]?.hop.eventID;
		};
		expect(origins({eventTime: '2026-11-20T09:59:58Z'})).toBe('in');
		expect(origins({eventTime: '2026-11-20T09:00:00Z'})).toBe('other');
		expect(origins({eventTime: '2026-11-20T09:59:58Z', sharedEventID: 's-2'})).toBe('other');
		expect(origins({eventTime: '2026-11-20T09:59:58Z', eventName: 'AssumeRoleWithSAML'})).toBe('other');
	});
});
