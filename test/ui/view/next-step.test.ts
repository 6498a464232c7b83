import {describe, expect, it} from 'vitest';
import {resourceKey} from '../../../source/domain/resource.ts';
import type {Containment} from '../../../source/investigation/state.ts';
import {nextStep} from '../../../source/ui/view/next-step.ts';
import {initialView, type Pane} from '../../../source/ui/view/state.ts';
import {factsWith, resourcesThere} from '../fixtures/facts.ts';
import {present} from '../fixtures/history.ts';
import {type Incident, type IncidentOptions, readBackOf, stageIncident} from '../fixtures/incident.ts';

function next(
	options: IncidentOptions,
	change: (incident: Incident) => void = () => {},
	pane: Pane = 'key',
	marks: readonly string[] = [],
): string {
	const incident = stageIncident(options);
	change(incident);
	const view = initialView({columns: 80, rows: 24}, present);
	return nextStep(incident.session.store.get(), {
		...view,
		pane,
		resources: {...view.resources, marks: new Set(marks)},
	}).text;
}

const disabled = (incident: Incident) => incident.facts(factsWith('Inactive'));
/** Everything is contained, and was read back as often as it must. */
const contained = (incident: Incident, more: Partial<Containment> = {}) => {
	disabled(incident);
	incident.contained(more);
};
const cleaned = (incident: Incident) => {
	contained(incident);
	incident.dispatch({
		type: 'scan',
		news: [{kind: 'ec2-instance', region: 'me-south-1', scan: {state: 'done', count: 0}, resources: []}],
	});
	incident.resources(resourcesThere('terminated').map(resource => ({...resource, gone: true})));
};

describe('the next step', () => {
	it('leads from the leak to the end, one key at a time', () => {
		expect(next({known: 'empty'})).toBe('Reading AKIATESTTESTTESTLEAK …');
		expect(next({})).toBe('Key is ACTIVE. Press d to disable it, K for all that comes from it.');
		expect(next({}, disabled)).toBe('Key is INACTIVE. 4 credentials may still work: K contains them.');
		expect(next({}, incident => contained(incident, {readBacks: [readBackOf([], 1)]}))).toBe(
			'Key is INACTIVE. Reading back what holds (1 of 4): V verifies.',
		);
		expect(next({}, incident => contained(incident))).toBe(
			'Contained. 4 resources it made are left: press 4, then m, then x.',
		);
		expect(next({}, incident => contained(incident), 'resources')).toBe(
			'Contained. 4 resources it made are left: m marks, x removes.',
		);
		const marks = resourcesThere().slice(0, 2).map(resourceKey);
		expect(next({}, disabled, 'resources', marks)).toBe('2 resources marked. Press x to review the removal.');
		expect(next({}, cleaned)).toBe('Contained. Nothing that it made is left. q ends, with a summary.');
	});

	it('puts an alarm before everything else', () => {
		const text = 'key AKIATESTTESTTESTLEAK of ci-deploy was switched on again';
		const alarms = [
			{kind: 'key on', time: present + 1, principal: 'ci-deploy', credential: null, text},
		] as const;
		expect(next({}, incident => contained(incident, {alarms, open: 1}))).toBe(`K ends it: ${text}`);
		// Put back by itself meanwhile: to be looked at, all the same.
		expect(next({}, incident => contained(incident, {alarms}))).toBe(`V shows it: ${text}`);
		// A plan that ran since has answered it.
		expect(next({}, incident => contained(incident, {alarms, since: present + 2}))).toMatch(/^Contained/);
	});

	it('promises nothing that it cannot know', () => {
		const failed = (incident: Incident) => {
			cleaned(incident);
			incident.dispatch({type: 'trace', state: 'failed'});
		};
		expect(next({}, failed)).toContain('in what could be read');
		const unread = (incident: Incident) =>
			incident.facts(factsWith('Active', {status: {value: null, error: 'not allowed'}}));
		expect(next({}, unread)).toBe('Key state UNKNOWN: not allowed. r tries again.');
		const reading = (incident: Incident) => {
			cleaned(incident);
			incident.dispatch({type: 'trace', state: 'reading'});
		};
		expect(next({}, reading)).toContain('Still looking');
	});

	it('says that nothing can be changed, where that is so', () => {
		expect(next({readOnly: true})).toContain('Read-only');
		expect(next({setting: 'logs'})).toContain('nothing can be changed');
	});

	it('fits 80 columns beside its label', () => {
		for (const text of [next({}), next({}, disabled), next({}, disabled, 'resources'), next({}, cleaned)]) {
			expect(text.length).toBeLessThanOrEqual(73);
		}
	});
});
