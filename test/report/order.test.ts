import fc from 'fast-check';
import {expect, it} from 'vitest';
import type {Coverage} from '../../source/domain/coverage.ts';
import {proofOf} from '../../source/domain/proof.ts';
import {withReading} from '../../source/domain/read-back.ts';
import type {Resource} from '../../source/domain/resource.ts';
import {resourceKey} from '../../source/domain/resource.ts';
import {jsonReport} from '../../source/report/json.ts';
import {markdownReport} from '../../source/report/markdown.ts';
import {buildReport, type ReportInput} from '../../source/report/model.ts';
import {account, roleOf, stateOf, userOf} from '../domain/containment.ts';
import {credentialOf, factsOf as keyFactsOf, leaked, second} from '../domain/plans/facts.ts';
import {emptyInput} from './headless.ts';

const arn = (name: string) => `arn:aws:sts::${account}:assumed-role/${name}/x`;
const hop = (time: number) => ({
	eventID: `hop-${time}`,
	eventName: 'AssumeRole',
	time,
	inferred: false,
	reason: null,
});
const credentials = [
	credentialOf({id: leaked, kind: 'user-key', parent: null, principal: `arn:aws:iam::${account}:user/app`}),
	credentialOf({id: 'ASIAONE', parent: leaked, principal: arn('a'), hop: hop(2000)}),
	credentialOf({id: 'ASIATWO', parent: leaked, principal: arn('b'), hop: hop(2000)}),
	credentialOf({id: 'ASIADEEP', parent: 'ASIATWO', principal: arn('a'), hop: hop(3000)}),
];
const regions = ['eu-west-1', 'us-east-1', 'ap-south-1', 'sa-east-1'];
const resource = (kind: Resource['kind'], region: string, id: string): Resource => ({
	kind,
	id,
	region,
	name: null,
	state: 'running',
	gone: false,
	type: null,
	created: null,
	protections: [],
	notes: [],
	monthlyCost: null,
});
const resources = regions.flatMap(region => [
	resource('ec2-instance', region, 'i-1'),
	resource('ec2-instance', region, 'i-2'),
	resource('lambda-function', region, 'f'),
]);
const coverage = regions.map(
	(region): Coverage => ({
		source: 'lookup',
		region,
		from: 1000,
		to: 2000,
		complete: false,
		events: 1,
		error: `no access in ${region}`,
	}),
);
const principals = [userOf('app'), roleOf('b'), roleOf('a')];

/** Everything known, with the lists in an order that somebody else chose. */
function told(shuffle: <T>(items: readonly T[]) => readonly T[]): string {
	const readBacks = withReading([], stateOf(shuffle(principals), 5000), 4000);
	const known = shuffle(credentials);
	const input: ReportInput = {
		...emptyInput,
		keys: [leaked],
		keyFacts: shuffle([keyFactsOf(), {...keyFactsOf(), id: second}]),
		credentials: known,
		resources: shuffle(resources),
		provenance: new Map(
			shuffle(resources).map(each => [resourceKey(each), {eventID: each.id, credential: leaked, time: 1}]),
		),
		coverage: shuffle(coverage),
		blindSpots: shuffle(['x', 'y', 'z'].map(what => ({what, why: 'nobody looks'}))),
		unread: shuffle(regions.map(region => ({what: 'ec2-instance', region, why: 'not allowed'}))),
		logReadTo: 2000,
		evidence: {
			since: 4000,
			readBacks,
			proofs: proofOf(known, readBacks, new Map()),
			principals: shuffle(principals).map(({principal}) => ({
				principal,
				state: 'open',
				by: null,
				since: null,
				read: 5000,
			})),
			alarms: [],
		},
	};
	const report = buildReport(input);
	return [...jsonReport(report), markdownReport(report)].join('');
}

it('says the same, byte for byte, in whatever order threads and regions answered', () => {
	const inOrder = told(items => items);
	fc.assert(
		fc.property(fc.infiniteStream(fc.nat()), choices => {
			const shuffled = told(items => {
				const left = [...items];
				return items.flatMap(() => left.splice((choices.next().value ?? 0) % left.length, 1));
			});
			expect(shuffled).toBe(inOrder);
		}),
		{numRuns: 30},
	);
});
