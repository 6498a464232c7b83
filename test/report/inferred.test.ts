import {expect, it} from 'vitest';
import {markdownReport} from '../../source/report/markdown.ts';
import {buildReport} from '../../source/report/model.ts';
import {makeEvent, testKey} from '../make-event.ts';
import {emptyInput, factsOf, parsed} from './headless.ts';

const key = testKey('AKIA', 'ROOT');
const call = makeEvent({credential: key, time: 1, name: 'CreateUser', source: 'iam.amazonaws.com'});
const signIn = makeEvent({
	credential: null,
	onBehalfOf: key,
	time: 2,
	name: 'ConsoleLogin',
	source: 'signin.amazonaws.com',
	sourceIp: '198.51.100.77',
});
const byService = makeEvent({
	credential: testKey('ASIA', 'SERVICE'),
	onBehalfOf: key,
	time: 3,
	name: 'Decrypt',
	source: 'kms.amazonaws.com',
});
const report = buildReport({...emptyInput, keys: [key], events: [call, signIn, byService].map(factsOf)});

it('tells calls, signed by a key, apart from what is the lineage’s by inference', () => {
	const {events, inferredEvents} = parsed(report);
	expect(events.map(({eventID}: {eventID: string}) => eventID)).toEqual([call.id, byService.id]);
	expect(inferredEvents).toMatchObject([
		{eventID: signIn.id, eventName: 'ConsoleLogin', credential: null, onBehalfOf: key},
	]);
});

it('counts a sign-in as the lineage’s own, and not as a service’s, for people', () => {
	const text = markdownReport(report);
	expect(text).toContain('Calls: 2 by the key and what was minted from it, 1 by services');
	expect(text).toContain('198.51.100.77');
});
