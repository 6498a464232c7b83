import {PassThrough} from 'node:stream';
import {text} from 'node:stream/consumers';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {report} from '../../source/commands/report.ts';
import {type Incident, openIncident} from '../containment/account.ts';
import {spread} from '../containment/lineage.ts';
import {readOut} from '../containment/read-out.ts';

let incident: Incident;
let leaked: string;
const kept = {...process.env};

beforeAll(async () => {
	incident = await openIncident();
	({leaked} = await spread(incident));
	Object.assign(process.env, incident.range.environment());
});
afterAll(async () => {
	process.env = kept;
	await incident.close();
});

test('report --dry-run prints the very calls that containment would make, and makes none of them', async () => {
	const before = await readOut(incident);
	const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
	stderr.resume();
	const streams = {stdin, stdout, stderr} as unknown as Parameters<typeof report>[2];
	const [output, status] = await Promise.all([
		text(stdout),
		report([leaked], {dryRun: true, region: ['us-east-1']}, streams).finally(() => stdout.end()),
	]);
	expect(status).toBe(1);
	expect(output).toContain(`Contain ${leaked} and all that comes from it\n`);
	const commands = output.match(/^ {3}aws iam .*$/gm) ?? [];
	expect(commands).toContain(
		`   aws iam update-access-key --region us-east-1 --cli-input-json '{"UserName":"app","AccessKeyId":"${leaked}","Status":"Inactive"}'`,
	);
	for (const name of ['app', 'svc-agent', 'deploy', 'ring-a', 'ring-b', 'edge-exec'])
		expect(commands.some(line => line.includes(`"${name}"`))).toBe(true);
	expect(output).toMatch(/To hand over, for whoever has the management account/);
	expect(await readOut(incident)).toBe(before);
});

test('on files there is nothing to plan on', async () => {
	const streams = {stdin: process.stdin, stdout: process.stdout, stderr: process.stderr};
	await expect(report([leaked], {dryRun: true, logs: ['x']}, streams)).rejects.toThrow(
		/--dry-run plans on an account/,
	);
});
