import {describe, expect, it} from 'vitest';
import {makeEvent} from '../../make-event.ts';
import {adminSession, chatter, leaked, present} from '../fixtures/history.ts';
import {type Incident, stageIncident} from '../fixtures/incident.ts';
import {openScreen, type Screen} from '../screen.ts';

const esc = '\u001b';
async function openEvents(incident: Incident = stageIncident()): Promise<Screen> {
	const screen = openScreen(incident, {columns: 100, rows: 30});
	await screen.sees('ACTIVE');
	await screen.press('3');
	await screen.sees('following');
	return screen;
}

const later = (count: number) =>
	makeEvent({
		id: `f0000000-0000-4000-8000-00000000000${count}`,
		time: present + count * 1000,
		name: 'DescribeRegions',
		source: 'ec2.amazonaws.com',
		credential: leaked,
	});

describe('the stream of events', () => {
	it('follows the newest, until the reader moves; then says how many are new', async () => {
		const incident = stageIncident();
		const at = await openEvents(incident);
		incident.add([later(1)]);
		await at.sees(/▸.*ec2:DescribeRegions/);
		await at.press('jj');
		await at.sees(/▸.*14:29:58/);
		incident.add([later(2), later(3)]);
		await at.sees('▲ 2 new, f follows');
		await at.sees(/▸.*14:29:58/);
		await at.press('f');
		await at.sees('following');
		await at.sees(/▸.*14:30:03/);
	});

	it('takes a burst of keys as so many keys', async () => {
		const at = await openEvents();
		await at.press('jjjjj');
		await at.sees(/▸.*14:29:54/);
		await at.press('kk');
		await at.sees(/▸.*14:29:56/);
	});

	it('goes to the oldest and back without loading what lies between', async () => {
		const incident = stageIncident();
		incident.add(chatter(3000));
		const at = await openEvents(incident);
		await at.press('G');
		await at.sees(/▸.*sts:GetCallerIdentity/);
		expect(at.text()).not.toContain('new, f follows');
		await at.press('g');
		await at.sees('following');
	});

	it('finds one event among thousands without holding up a frame, and tells when nothing else matches', async () => {
		const incident = stageIncident();
		incident.add(chatter(5000));
		const at = await openEvents(incident);
		await at.press('/', 'GetCallerId', '\r');
		await at.sees(/▸.*sts:GetCallerIdentity/);
		await at.loses('searching');
		await at.press('/', '\u0015', 'nowhere', '\r');
		await at.sees('No event matches.');
	});

	it('flags what the mission singles out, in words and not only in colour', async () => {
		const at = await openEvents();
		await at.press('v');
		await at.sees(/CPU ec2:RunInstances/);
		await at.sees(/IAM iam:CreateAccessKey/);
		await at.sees(/ORG organizations:CreateAccount/);
	});

	it('says what was denied', async () => {
		const at = await openEvents();
		await at.press('G');
		expect(await at.sees('iam:ListUsers')).toMatch(/[?RW]!/);
	});

	it('filters while one types, says whether the expression is valid, and takes it back on escape', async () => {
		const at = await openEvents();
		await at.press('/', 'RunInst');
		await at.sees('✓');
		await at.loses('s3:GetBucketTagging');
		await at.press('\u0015', '/(/');
		await at.sees('✗');
		await at.press(esc);
		await at.sees('s3:GetBucketTagging');
	});

	it('drills into credential, address and target, shows the way, and comes back step by step', async () => {
		const at = await openEvents();
		await at.press('/', 'RunInst', '\r', 'c');
		await at.sees('whole lineage › AdminRole/x');
		await at.sees('iam:CreateUser');
		await at.press('i');
		await at.sees('whole lineage › AdminRole/x › 203.0.113.7');
		await at.press(esc);
		await at.loses('› 203.0.113.7');
		await at.press(esc);
		await at.sees('whole lineage › /RunInst');
		await at.press(esc);
		await at.loses('/RunInst');
	});

	it('opens a record, folds and unfolds, and finds a text', async () => {
		const at = await openEvents();
		await at.press('\r');
		await at.sees(`accessKeyId: "${leaked}"`);
		await at.press('-');
		await at.sees('userIdentity: { 3 … }');
		await at.press('+', '/', 'eventname', '\r');
		await at.sees(/▸.*eventName: "GetBucketTagging"/);
		await at.press('y');
		await at.sees('Copied the record of');
	});
});

describe('the lineage', () => {
	it('is a tree, and a credential in it narrows the events', async () => {
		const at = await openEvents();
		await at.press('2');
		await at.sees('│ └ session AdminRole/x');
		await at.sees('│   └ key user/backup-svc');
		await at.press('jj', '\r');
		await at.sees(`› AdminRole/x ${adminSession}`);
		await at.loses('s3:GetBucketTagging');
		await at.press('a');
		await at.sees('s3:GetBucketTagging');
	});

	it('lets a key be disabled that the lineage made for another user', async () => {
		const incident = stageIncident();
		const at = await openEvents(incident);
		await at.press('2', 'jjj');
		await at.sees(/▸.*user\/backup-svc/);
		await at.press('d');
		await at.sees('"UserName":"backup-svc"');
		at.wait(300);
		await at.press(esc);
		await at.loses('Disable');
		await at.press('k', 'd');
		await at.sees('is temporary: it cannot be disabled');
	});
});
