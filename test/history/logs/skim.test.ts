import {gzipSync} from 'node:zlib';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {readEvent} from '../../../source/domain/event.ts';
import {issuedBy} from '../../../source/domain/hop.ts';
import {Lineage} from '../../../source/domain/lineage.ts';
import {Callers} from '../../../source/domain/on-behalf.ts';
import {isPlain} from '../../../source/history/logs/plain.ts';
import {skim} from '../../../source/history/logs/skim.ts';
import {tokensOfCredential, tokensOfEvent} from '../../../source/history/logs/token.ts';
import {TokenList} from '../../../source/history/logs/token-list.ts';
import * as joins from '../../domain/joins/story.ts';
import {account, assumeRole, fakeKey, identity} from '../../domain/records.ts';
import {folderOf, read} from './folder.ts';
import {joinedRecords} from './joined.ts';
import {plainRecords, plainText, trailFile} from './plain.ts';
import {by, child, grandchild, key} from './story.ts';

/** What a skim gives, and all that is in the file. */
function skimmed(text: string, wanted: ReadonlySet<number>) {
	const bytes = Buffer.from(text);
	const found = new TokenList();
	const stretches = skim(bytes, token => wanted.has(token), found);
	return {
		plain: isPlain(bytes),
		texts: stretches?.map(({from, to}) => bytes.toString('utf8', from, to)) ?? null,
		tokens: new Set(found.take()),
	};
}

describe('a skim', () => {
	const wanted = new Set([...tokensOfCredential(key), ...tokensOfCredential(child)]);

	it('gives every record that is looked for, nothing that is no record, or says that it cannot', () => {
		let clear = 0;
		fc.assert(
			fc.property(plainRecords, records => {
				const {plain, texts, tokens} = skimmed(plainText(records), wanted);
				expect(plain).toBe(true);
				if (texts === null) return;
				clear += 1;
				const given = texts.flatMap(text => JSON.parse(`[${text}]`) as unknown[]);
				const all = JSON.parse(plainText(records)).Records as unknown[];
				for (const one of given) expect(all).toContainEqual(one);
				for (const one of all) {
					const event = readEvent(one);
					const ofEvent = event === null ? [] : tokensOfEvent(event);
					if (ofEvent.some(token => wanted.has(token))) expect(given).toContainEqual(one);
				}
				expect(tokens.size).toBeGreaterThanOrEqual(0);
			}),
			{numRuns: 500},
		);
		expect(clear).toBeGreaterThan(100);
	});

	it('takes no made-up record in a request for one', () => {
		const fake = by(key, 'fake');
		const forged = by(fakeKey('AKIA', 8), 'outer', {requestParameters: {list: [{a: 1}, fake, fake, {}]}});
		expect(skimmed(plainText([forged, by(key, 'own')]), wanted).texts).toBeNull();
	});

	it('is not misled by brackets in texts', () => {
		const policyDocument = JSON.stringify({Statement: [{Action: ['s3:*'], Resource: ['*']}]}, null, 2);
		const odd = by(fakeKey('AKIA', 8), 'odd', {
			userAgent: '[S3Console/0.4]',
			requestParameters: {policyDocument},
		});
		const {texts} = skimmed(plainText([odd, by(key, 'own')]), wanted);
		expect(texts?.map(text => JSON.parse(text).eventID)).toEqual(['own']);
	});

	it('leaves files to the parser that are not as a trail writes them', () => {
		const text = plainText([by(key, 'own')]);
		const others = [
			JSON.stringify(JSON.parse(text), null, 1),
			text.slice(0, -1),
			`${text}\n`,
			text.replace('"accessKeyId"', '"access\\u004beyId"'),
			text.replace(key, `\\u0041${key.slice(1)}`),
			'{"Records":[]}',
		];
		expect(isPlain(Buffer.from(text.replace('ci', '\\u003cci')))).toBe(true);
		expect(others.filter(other => isPlain(Buffer.from(other)))).toEqual([]);
	});
});

describe('files that are skimmed', () => {
	/** The same records in files that a trail named, which are skimmed, and in others, which are parsed. */
	async function both(files: readonly (readonly unknown[])[]) {
		const named = folderOf(Object.fromEntries(files.map((records, n) => trailFile(n, records))));
		const unnamed = folderOf(
			Object.fromEntries(files.map((records, n) => [`${n}.json.gz`, gzipSync(plainText(records))])),
		);
		const traces = await Promise.all([named, unnamed].map(folder => read([folder], key)));
		return traces.map(({events, coverage, blindSpots}) => {
			expect([coverage.every(({complete}) => complete), blindSpots]).toEqual([true, []]);
			return events.map(({id, onBehalfOf}) => `${id} ${onBehalfOf}`).sort();
		});
	}

	/** The lineage's events by the definition, all records at hand. */
	function truthOf(files: readonly (readonly unknown[])[]): readonly string[] {
		const events = files.flat().map(one => readEvent(JSON.parse(JSON.stringify(one))));
		const all = events.filter(event => event !== null);
		const [lineage, callers] = [new Lineage([key]), new Callers()];
		for (const event of all) {
			callers.observe(event);
			lineage.observe(event);
		}
		const told = new Map<string, string | null>();
		for (;;) {
			for (const event of all.filter(({id}) => !told.has(id))) {
				const onBehalfOf = lineage.behind(event);
				if (lineage.owns(event)) callers.add(event);
				if (lineage.owns(event)) told.set(event.id, null);
				else if (onBehalfOf !== null) told.set(event.id, onBehalfOf);
			}
			const services = all
				.filter(({id, credential}) => !told.has(id) && !lineage.has(credential ?? ''))
				.map(event => ({...event, onBehalfOf: callers.behind(event)}))
				.filter(({onBehalfOf}) => onBehalfOf !== null);
			for (const {id, onBehalfOf} of services) told.set(id, onBehalfOf);
			// What a service was asked for may be a key, with which it goes on.
			const hops = services.filter(event => issuedBy(event) !== null);
			for (const event of hops) lineage.observe(event);
			if (hops.length === 0) break;
		}
		return Array.from(told, ([id, onBehalfOf]) => `${id} ${onBehalfOf}`).sort();
	}

	for (const [what, records] of Object.entries({'hops and calls': plainRecords, joins: joinedRecords})) {
		it(`give what a parser finds, in whatever order ${what} come`, async () => {
			let found = 0;
			await fc.assert(
				fc.asyncProperty(fc.array<readonly unknown[]>(records, {minLength: 1, maxLength: 6}), async files => {
					const [skim, parse] = await both(files);
					const truth = truthOf(files);
					expect(skim).toEqual(truth);
					expect(parse).toEqual(truth);
					found += truth.length;
				}),
				{numRuns: 150},
			);
			expect(found).toBeGreaterThan(100);
		});
	}

	it('give what a parser finds, in several threads', async () => {
		const files = [
			...fc.sample(plainRecords, {numRuns: 100, seed: 3}),
			...fc.sample(joinedRecords, {numRuns: 40, seed: 3}),
		];
		const [skim, parse] = await both(files);
		const truth = truthOf(files);
		expect(skim).toEqual(truth);
		expect(parse).toEqual(truth);
		expect(truth.length).toBeGreaterThan(100);
	});

	it('are read again for a chain that comes to light from its end', async () => {
		const chain = Array.from({length: 30}, (_, n) => fakeKey('ASIA', 100 + n));
		const hops = chain.map((id, n) =>
			assumeRole(chain[n - 1] ?? key, id, {
				eventID: `hop-${n}`,
				userIdentity: {...identity({credential: chain[n - 1] ?? key}), accountId: account},
			}),
		);
		const last = by(chain.at(-1) ?? '', 'last');
		const files = [last, ...hops.toReversed()].map((one, n) => trailFile(n, [by(grandchild, `x-${n}`), one]));
		const {events, batches} = await read([folderOf(Object.fromEntries(files))], key);
		expect(events.map(({id}) => id).sort()).toEqual([...hops.map(({eventID}) => eventID), 'last'].sort());
		const {progress} = batches.at(-1) ?? {};
		expect(progress?.done).toBe(progress?.total);
	});

	it('end promptly in all threads when told to', async () => {
		const stop = new AbortController();
		const files = Object.fromEntries(Array.from({length: 200}, (_, n) => trailFile(n, [by(key, `e-${n}`)])));
		const tracing = read([folderOf(files)], key, {signal: stop.signal});
		setTimeout(() => stop.abort(), 20);
		const {coverage} = await tracing;
		expect(coverage.every(({complete}) => !complete)).toBe(true);
	});
});

describe('a call in a console of the lineage', () => {
	/** A record that names nobody of the lineage, and comes before all that would make one look for it. */
	const issued = assumeRole(fakeKey('AKIA', 8), joins.console, {
		eventID: 'issued',
		eventTime: joins.at('09:00:00'),
	});
	const story = [
		joins.getFederationToken,
		joins.getSigninToken,
		joins.consoleLogin(joins.federated),
		joins.consoleCall(joins.console, {eventID: 'call'}),
	];
	const found = async (records: readonly unknown[]) => {
		const files = Object.fromEntries(records.map((one, n) => trailFile(n, [one])));
		return (await read([folderOf(files)], key)).events.map(({id}) => id).sort();
	};

	it('is found, and is not where a stranger’s record tells who got its key', async () => {
		expect(await found(story)).toEqual(['call', 'federation', 'login', 'token']);
		expect(await found([issued, ...story])).toEqual(['federation', 'login', 'token']);
	});
});
