import {describe, expect, it} from 'vitest';
import {factsWith} from '../fixtures/facts.ts';
import {leaked, present} from '../fixtures/history.ts';
import {stageIncident} from '../fixtures/incident.ts';
import {openScreen, type Screen, type ScreenOptions} from '../screen.ts';

function open(incident = stageIncident(), options: ScreenOptions = {}): Screen {
	return openScreen(incident, options);
}

describe('before anything is known, and when it cannot be', () => {
	it('says in every pane what is being waited for', async () => {
		const at = open(stageIncident({known: 'empty'}));
		await at.sees(`Reading ${leaked} …`);
		await at.sees('READING');
		await at.press('2');
		await at.sees('Reading the history …');
		await at.press('3');
		await at.sees('Reading the history …');
		await at.press('4');
		await at.sees('Looking in every region …');
	});

	it('on files says what the log knows of the key', async () => {
		const at = open(stageIncident({setting: 'logs'}));
		await at.sees('FROM FILES');
		await at.sees('104, 1 of them denied');
		await at.sees('4 credentials minted from it: 2 shows them.');
		await at.press('4');
		await at.sees('Files do not say what runs now.');
	});

	it('says what could not be read, and keeps it on a list', async () => {
		const incident = stageIncident({known: 'empty'});
		incident.facts(
			factsWith('Active', {
				status: {value: null, error: 'you may not call iam:ListAccessKeys'},
				policies: {value: null, error: 'not allowed'},
			}),
		);
		incident.dispatch({type: 'trace', state: 'failed'});
		incident.dispatch({
			type: 'problem',
			problem: {time: present, text: 'LookupEvents was refused in us-east-1'},
		});
		incident.dispatch({
			type: 'blind spots',
			blindSpots: [{what: 'S3 object access', why: 'data events are not in the event history'}],
		});
		const at = open(incident);
		await at.sees('UNKNOWN');
		await at.sees('could not be read: not allowed');
		await at.sees('! 1 problem');
		await at.press('3');
		await at.sees('The history could not be read: press ! for why.');
		await at.sees('LookupEvents was refused in us-east-1  (! lists all)');
		await at.press('!');
		await at.sees('  LookupEvents was refused in us-east-1');
		await at.sees('S3 object access: data events are not in the event history');
		await at.sees('How far the history was read');
	});
});

describe('help, palette and journal', () => {
	it('finds a command by a part of its name and runs it', async () => {
		const at = open();
		await at.sees('ACTIVE');
		await at.press(':', 'resou', '\r');
		await at.sees('4 Resources by lineage');
	});

	it('says in the palette why a command cannot run', async () => {
		const at = open(stageIncident({readOnly: true}));
		await at.sees('ACTIVE');
		await at.press(':', 'disable');
		await at.sees(/Disable the key +Read-only/);
	});

	it('lists every key, those of the pane first', async () => {
		const at = open();
		await at.sees('ACTIVE');
		await at.press('4', '?');
		await at.sees('Mark all that the lineage made');
		await at.press('G');
		await at.sees('identity created, compute started');
		await at.press('q');
		await at.sees('4 Resources by lineage');
	});

	it('shows every write with its result and request id', async () => {
		const incident = stageIncident();
		incident.dispatch({
			type: 'journaled',
			entry: {
				phase: 'result',
				time: present,
				write: 'w1',
				account: '111122223333',
				actor: 'arn:aws:sts::111122223333:assumed-role/Responder/ana',
				call: {service: 'iam', operation: 'UpdateAccessKey', region: 'us-east-1', input: {}},
				target: leaked,
				undo: null,
				outcome: 'done',
				requestId: 'request-1',
				sequence: 1,
				hash: '00',
			},
		});
		const at = open(incident, {columns: 160, rows: 50});
		await at.sees('ACTIVE');
		await at.press('J');
		expect(await at.sees('iam:UpdateAccessKey')).toMatch(
			/11-24 14:30:00 111122223333 us-east-1 .*AKIATESTTESTTESTLEAK .*done +request-1/,
		);
	});
});
