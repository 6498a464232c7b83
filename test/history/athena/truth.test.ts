import fc from 'fast-check';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {type EventParts, makeEvent, testKey} from '../../make-event.ts';
import {Bench, truthOf} from './bench.ts';
import {at, ci, key, serviceCall} from './incident.ts';
import type {Partitioning, Sample} from './table.ts';

let bench: Bench;
beforeAll(async () => {
	bench = await Bench.open();
});
afterAll(() => bench.close());

const account = '111122223333';
const regions = fc.constantFrom('us-east-1', 'eu-west-1', 'ap-south-1');
/** Few moments, close to each other and around midnight, so that things meet. */
const times = fc
	.tuple(fc.integer({min: 2, max: 8}), fc.integer({min: 0, max: 8}))
	.map(([day, second]) => at(day, 23, 59, 54 + second));

interface Known {
	readonly id: string;
	readonly arn: string;
}

const stranger: Known = {id: testKey('AKIA', 'STRANGER'), arn: `arn:aws:iam::${account}:user/stranger`};

/** The key under investigation, another of the same user's, and a stranger's. */
const start: readonly Known[] = [{id: key, arn: ci}, {id: testKey('AKIA', 'TWIN'), arn: ci}, stranger];

/** `by`: whose doing it is, counted among all that are known by then, so that chains grow. */
const happening = fc.record({
	what: fc.constantFrom('call', 'key', 'role', 'token', 'service', 'issued', 'twice', 'stack'),
	by: fc.oneof(fc.nat(2), fc.nat(30)),
	time: times,
	after: fc.constantFrom(0, 1000, 3_600_000, 36 * 3_600_000),
	region: regions,
});
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

/** What a trail has of it. Calls may come before their credential was issued: its id was somebody else's then. */
function recordsOf(happenings: readonly Happening[]): Sample {
	const known = [...start];
	return happenings.flatMap(({what, by, time, after, region}, index) => {
		const {id, arn} = known[by % known.length] ?? {id: key, arn: ci};
		const parts = {id: `${index} ${what}`, credential: id, arn, time, region};
		if (what === 'call') return [makeEvent(parts).record];
		if (what === 'service') return [serviceCall(parts.id, arn, time, time + after, testKey('ASIA', 'KMS'))];
		if (what === 'stack') {
			const made = bornFrom('key', index, arn);
			known.push(made);
			return [madeByStack(made, {...parts, time: time + after}, time)];
		}
		const born = bornFrom(what, index, arn);
		known.push(born);
		// The same role, under the same session name, is taken by a stranger as well.
		const issuer = what === 'twice' ? {...parts, credential: stranger.id, arn: stranger.arn} : parts;
		const issue = issueOf(what, born, issuer);
		// Under a key that was issued when the call's session says that it began: it is nobody's service session.
		const call = serviceCall(`${index} under it`, born.arn, time, time + after, born.id);
		return what === 'issued' || what === 'twice' ? [issue, call] : [issue];
	});
}

/** A key that CloudFormation makes for somebody. */
function madeByStack(made: Known, {credential: _, ...parts}: EventParts, created: number): Sample[number] {
	const {userIdentity} = serviceCall('-', parts.arn ?? ci, created, created, testKey('ASIA', 'STACK'));
	return {...issueOf('key', made, parts), userIdentity};
}

/** A session token is its user's own; a role or a user is another identity. */
function bornFrom(what: string, index: number, parent: string): Known {
	if (what === 'key')
		return {id: testKey('AKIA', `KEY${index}`), arn: `arn:aws:iam::${account}:user/user-${index}`};
	const arn = what === 'role' ? `arn:aws:sts::${account}:assumed-role/role/${index}` : parent;
	return {id: testKey('ASIA', `${what.toUpperCase()}${index}`), arn};
}

function issueOf(what: string, {id, arn}: Known, parts: EventParts): Sample[number] {
	if (what === 'key') {
		const response = {accessKey: {accessKeyId: id, userName: arn.split('/')[1]}};
		return makeEvent({...parts, source: 'iam.amazonaws.com', name: 'CreateAccessKey', response}).record;
	}
	const credentials = {accessKeyId: id, expiration: new Date(at(31)).toISOString()};
	const name = what === 'role' || what === 'twice' ? 'AssumeRole' : 'GetSessionToken';
	return makeEvent({...parts, name, response: {credentials, assumedRoleUser: {arn}}}).record;
}

test('whatever happened, SQL finds exactly what the rules give to the lineage, each event once', async () => {
	const first = makeEvent({id: 'first', credential: key, arn: ci, time: at(2, 23, 59, 56)}).record;
	const happenings = fc.array(happening, {minLength: 5, maxLength: 60});
	const layouts = fc.constantFrom<Partitioning>('projected', 'classic', 'none');
	await fc.assert(
		fc.asyncProperty(happenings, layouts, async (others, partitioning) => {
			const records = [first, ...recordsOf(others)];
			expect(await bench.trace(records, [key], partitioning)).toEqual(truthOf(records, [key]));
		}),
		{numRuns: 40},
	);
});
