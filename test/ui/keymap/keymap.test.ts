import {describe, expect, it} from 'vitest';
import type {UserState} from '../../../source/domain/containment/state.ts';
import type {JournalEntry} from '../../../source/domain/journal.ts';
import {perform} from '../../../source/ui/commands/index.ts';
import {emptyField} from '../../../source/ui/input/line-editor.ts';
import {bindingFor, bindings, scopesOf} from '../../../source/ui/keymap/index.ts';
import {keyTableMarkdown, sections} from '../../../source/ui/keymap/sections.ts';
import type {Overlay} from '../../../source/ui/view/overlay.ts';
import {initialView, panes, type View} from '../../../source/ui/view/state.ts';
import {factsWith, ok} from '../fixtures/facts.ts';
import {leaked} from '../fixtures/history.ts';
import {readBackOf, stageIncident} from '../fixtures/incident.ts';
import {openBench} from '../stage.ts';

const plan = {title: '', steps: [], consequences: [], confirmation: null};
const overlays: readonly Overlay[] = [
	{kind: 'confirm', plan, field: emptyField, mismatch: false, top: 0, back: null},
	{kind: 'typed', plan, field: emptyField, mismatch: false, top: 0, back: null},
	{kind: 'execution', top: 0, copied: false, warned: false, back: null},
	{kind: 'rotation', silence: 0, top: 0},
	{kind: 'proposal', wish: 'contain'},
	{kind: 'journal', cursor: 0},
	{kind: 'proof', top: 0},
	{kind: 'value', title: '', text: '', top: 0},
	{kind: 'quit'},
	{kind: 'help', top: 0},
	{kind: 'palette', field: emptyField, cursor: 0},
	{kind: 'record', eventId: '', folded: new Set(), cursor: 0, search: ''},
];
const userWithPassword: UserState = {
	kind: 'user',
	principal: {
		kind: 'user',
		name: 'ci-deploy',
		account: '111122223333',
		arn: 'arn:aws:iam::111122223333:user/ci-deploy',
		made: false,
		why: [],
		lastTaken: null,
		regions: [],
	},
	arn: null,
	present: ok(true),
	attached: ok([]),
	inline: ok([]),
	boundary: ok(null),
	keys: ok([]),
	password: ok({created: null}),
	serviceCredentials: ok([]),
	sshKeys: ok([]),
	certificates: ok([]),
	groups: ok([]),
};
const call = {
	service: 'iam',
	operation: 'UpdateAccessKey',
	region: 'us-east-1',
	input: {UserName: 'ci-deploy', AccessKeyId: leaked, Status: 'Inactive'},
} as const;
const disabling: JournalEntry = {
	phase: 'intent',
	time: 0,
	write: 'w-1',
	account: '111122223333',
	actor: '',
	call,
	target: leaked,
	undo: {...call, input: {...call.input, Status: 'Active'}},
	outcome: null,
	requestId: null,
	sequence: 1,
	hash: '',
};
const view = initialView({columns: 80, rows: 24}, 0);
const situations: readonly View[] = [
	...panes.map(pane => ({...view, pane})),
	...overlays.map(overlay => ({...view, overlay})),
	{...view, entry: {purpose: 'events', field: emptyField, before: ''}},
];

describe('the key table', () => {
	it('gives no key two meanings in one scope', () => {
		const all = bindings.flatMap(({scope, keys}) => keys.map(key => `${scope} ${key}`));
		expect(new Set(all).size).toBe(all.length);
	});

	it('gives no key two meanings in any situation, except that the record and the overlays have their own', () => {
		for (const situation of situations) {
			const keys = bindings
				.filter(({scope}) => scopesOf(situation).includes(scope))
				.flatMap(binding => binding.keys);
			expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
		}
	});

	it('has unique ids, and reaches every binding in some situation', () => {
		expect(new Set(bindings.map(({id}) => id)).size).toBe(bindings.length);
		const reached = new Set(
			situations.flatMap(at => bindings.flatMap(({keys}) => keys.map(key => bindingFor(key, at)?.id))),
		);
		expect(bindings.map(({id}) => id).filter(id => !reached.has(id))).toEqual([]);
	});

	it('keeps danger away from what a torn arrow or function key leaves behind', () => {
		const dangerous = bindings.filter(({danger}) => danger !== 'none').flatMap(({keys}) => keys);
		expect(dangerous.length).toBeGreaterThan(0);
		expect(dangerous.filter(key => /^[A-DFHO-S0-9[~]$/.test(key))).toEqual([]);
	});

	it('leaves printable keys to the text where text is typed', () => {
		const typing = bindings.filter(({scope}) => ['entry', 'palette', 'typed'].includes(scope));
		expect(typing.flatMap(({keys}) => keys).filter(key => key.length === 1 || key === 'space')).toEqual([]);
	});

	it('asks before every danger: the key opens a dialog and runs nothing', () => {
		for (const {id} of bindings.filter(({danger}) => danger !== 'none')) {
			const incident = stageIncident();
			// One key only, so that a replacement is possible; inactive where the verb needs it.
			incident.facts(factsWith(id === 'enable-key' ? 'Inactive' : 'Active', {keys: ok([])}));
			incident.dispatch({type: 'journaled', entry: disabling});
			incident.contained({readBacks: [readBackOf([userWithPassword], 4)]});
			const bench = openBench(incident);
			bench.press('J');
			if (!id.startsWith('undo')) bench.press('esc');
			perform(bench.scene(), id, {key: '', text: null, fresh: true});
			expect([id, bench.view().overlay?.kind]).toEqual([
				id,
				expect.stringMatching(id === 'contain' ? /^proposal$/ : /^(confirm|typed)$/),
			]);
			expect(incident.runs).toEqual([]);
		}
	});

	it('never confirms with the key that asked', () => {
		const verbs = bindings.filter(({danger}) => danger !== 'none').flatMap(({keys}) => keys);
		const answers = bindings
			.filter(({id}) => ['confirm', 'submit-typed', 'leave'].includes(id))
			.flatMap(({keys}) => keys);
		expect(answers.filter(key => verbs.includes(key))).toEqual([]);
	});
});

describe('what is written from the key table', () => {
	it('shows every binding in the help and in the table of the README', () => {
		expect(sections.flatMap(({keys}) => keys).length).toBe(bindings.length);
		const markdown = keyTableMarkdown();
		for (const {title} of bindings) expect(markdown).toContain(title);
		expect(markdown.split('\n')[0]).toBe('| where | key | what it does |');
		expect(markdown).toContain('| Everywhere | `ctrl-c` | Quit |');
	});
});
