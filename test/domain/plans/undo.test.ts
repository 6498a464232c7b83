import {describe, expect, test} from 'vitest';
import type {JournalEntry} from '../../../source/domain/journal.ts';
import type {AwsCall} from '../../../source/domain/plan.ts';
import {isPossible, undo, undoable} from '../../../source/domain/plans/index.ts';

const status = (Status: string): AwsCall => ({
	service: 'iam',
	operation: 'UpdateAccessKey',
	region: 'us-east-1',
	input: {UserName: 'app', AccessKeyId: 'AKIAONE', Status},
});

const trust = (PolicyDocument: string): AwsCall => ({
	service: 'iam',
	operation: 'UpdateAssumeRolePolicy',
	region: 'us-east-1',
	input: {RoleName: 'deploy', PolicyDocument},
});

interface Write {
	readonly write: string;
	readonly call: AwsCall;
	readonly undo: AwsCall | null;
	readonly undoes?: string;
	/** Null: the program ended before the answer came. */
	readonly outcome?: string | null;
}

function journal(...writes: readonly Write[]): readonly JournalEntry[] {
	const common = {time: 0, account: '', actor: '', target: 'x', requestId: null, hash: ''};
	const entries = writes.flatMap(({outcome = 'done', ...write}) => [
		{...common, ...write, phase: 'intent', outcome: null} as const,
		...(outcome === null ? [] : [{...common, ...write, phase: 'result', outcome} as const]),
	]);
	return entries.map((entry, index) => ({...entry, sequence: index + 1}));
}

const off = {write: '1', call: status('Inactive'), undo: status('Active')};

describe('what can be taken back', () => {
	test('is what was carried out and has an undo', () => {
		const refused = {...off, write: '2', outcome: 'failed: no permission'};
		const final = {...off, write: '3', undo: null};
		expect(undoable(journal(off, refused, final)).map(({write}) => write)).toEqual(['1']);
	});

	test('is not offered again once it was taken back; and is, where taking it back failed', () => {
		const back = {write: '2', call: status('Active'), undo: null, undoes: '1'};
		expect(undoable(journal(off, back))).toEqual([]);
		expect(undoable(journal(off, {...back, outcome: 'failed: throttled'}))).toHaveLength(1);
	});

	test('may never have been carried out where the answer was lost or the program ended: that is said', () => {
		const lost = {...off, outcome: 'failed: timed out; whether AWS carried it out is unknown'};
		for (const write of [lost, {...off, outcome: null}]) {
			expect(undoable(journal(write))).toMatchObject([{certain: false}]);
			const plan = undo(journal(write));
			expect(isPossible(plan) && plan.consequences.join()).toMatch(/may not have been carried out/);
		}
	});

	test('goes back in turn where it is about the same thing, the newest first', () => {
		const first = {write: '1', call: trust('closed'), undo: trust('old')};
		const later = {write: '2', call: trust('closed again'), undo: trust('opened by somebody')};
		const entries = journal(first, off2, later);
		expect(undoable(entries).map(({write, after}) => [write, after])).toEqual([
			['2', []],
			['9', []],
			['1', ['2']],
		]);
		expect(undo(entries, ['1'])).toEqual({
			reason: expect.stringMatching(/was changed again .*: take that back first/),
		});
	});

	test('is once what was done twice, for the second time changed what somebody had undone', () => {
		const again = {...off, write: '2'};
		const back = {write: '3', call: status('Active'), undo: null, undoes: '1'};
		const ids = (...writes: readonly Write[]) => undoable(journal(...writes)).map(({write}) => write);
		expect(ids(off, again)).toEqual(['1']);
		expect(ids(off, again, back)).toEqual([]);
		expect(ids(off, back, again)).toEqual(['2']);
	});

	test('is a group only when all that was put into it later is out of it', () => {
		const on = (operation: string, more = {}): AwsCall => ({
			...status(''),
			operation,
			input: {GroupName: 'denied', ...more},
		});
		const made = {write: '1', call: on('CreateGroup'), undo: on('DeleteGroup')};
		const text = {PolicyName: 'deny'};
		const put = {write: '2', call: on('PutGroupPolicy', text), undo: on('DeleteGroupPolicy', text)};
		const user = {UserName: 'app'};
		const added = {write: '3', call: on('AddUserToGroup', user), undo: on('RemoveUserFromGroup', user)};
		expect(undoable(journal(made, put, added)).map(({write, after}) => [write, after])).toEqual([
			['3', []],
			['2', []],
			['1', ['3', '2']],
		]);
	});
});

const off2 = {...off, write: '9'};
