import {afterAll, beforeAll, expect, test} from 'vitest';
import {dryRun} from '../../source/commands/dry-run.ts';
import {report} from '../../source/commands/report.ts';
import type {Investigation} from '../../source/investigation/investigate.ts';
import type {RunningScenario} from '../../source/range/scenario.ts';
import {open, stage} from '../investigation/incident.ts';

let incident: RunningScenario;
let investigation: Investigation;

beforeAll(async () => {
	incident = await stage();
	investigation = await open(incident);
	await investigation.settled;
});
afterAll(async () => {
	await investigation.close();
	await incident.stop();
});

test('--dry-run prints the very calls that containment would make, and makes none of them', async () => {
	const output = await dryRun(investigation);
	expect(output).toContain(`Contain ${incident.leakedKeyId} and all that comes from it\n`);
	const commands = output.match(/^ {3}aws iam .*$/gm) ?? [];
	expect(commands).toContain(
		`   aws iam update-access-key --region us-east-1 --cli-input-json '{"UserName":"ci-deploy","AccessKeyId":"${incident.leakedKeyId}","Status":"Inactive"}'`,
	);
	for (const name of ['ci-deploy', 'svc-cloudwatch-agent', 'deploy-role', 'organization-admin'])
		expect(commands.some(line => line.includes(`"${name}"`))).toBe(true);
	expect(output).toMatch(/To hand over, for whoever has the management account/);
	expect(investigation.store.get().journal).toEqual([]);
	expect(incident.range.world.iam.accessKeys.get(incident.leakedKeyId)?.status).toBe('Active');
});

test('on files there is nothing to plan on', async () => {
	const streams = {stdin: process.stdin, stdout: process.stdout, stderr: process.stderr};
	await expect(report([incident.leakedKeyId], {dryRun: true, logs: ['x']}, streams)).rejects.toThrow(
		/--dry-run plans on an account/,
	);
});
