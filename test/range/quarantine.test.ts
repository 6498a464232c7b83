import {AttachUserPolicyCommand, CreateAccessKeyCommand, DetachUserPolicyCommand} from '@aws-sdk/client-iam';
import {AssumeRoleCommand, GetSessionTokenCommand} from '@aws-sdk/client-sts';
import {expect, test} from 'vitest';
import {clientsOf, refusal, stageRange} from './harness.ts';
import {peopleOf} from './people.ts';

const stage = stageRange();
const {makeUser, takeRole} = peopleOf(stage);

test('the quarantine of AWS stops the key from rotating itself, and leaves roles open', async () => {
	const {name: UserName, keys} = await makeUser();
	const {arn: RoleArn} = await takeRole(keys);
	const PolicyArn = 'arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3';
	await clientsOf(stage.range, stage.range.responder).iam.send(
		new AttachUserPolicyCommand({UserName, PolicyArn}),
	);
	const {iam, sts} = clientsOf(stage.range, keys);
	expect((await refusal(iam.send(new CreateAccessKeyCommand({})))).code).toBe('AccessDenied');
	expect((await refusal(sts.send(new GetSessionTokenCommand({})))).code).toBe('AccessDenied');
	await expect(sts.send(new AssumeRoleCommand({RoleArn, RoleSessionName: 'open'}))).resolves.toBeDefined();
	const detach = iam.send(new DetachUserPolicyCommand({UserName, PolicyArn}));
	expect((await refusal(detach)).message).toMatch('with an explicit deny');
});
