import {afterAll, beforeAll, expect, it} from 'vitest';
import {isPossible} from '../../source/domain/plans/index.ts';
import type {Investigation} from '../../source/investigation/investigate.ts';
import {type Range, startRange} from '../../source/range/range.ts';
import {identity, record} from '../domain/records.ts';
import {user} from '../range/services/clients.ts';
import {carryOut, open, until} from './incident.ts';

let range: Range;
let investigation: Investigation;

/** What the attacker did with the key, as far as its record's source and name tell. */
const done = [
	['signin', 'CreateOAuth2TokenWithIAM'],
	['signin', 'CreateOAuth2TokenWithIAM'],
	['sso', 'CreateAccountAssignment'],
	['identitystore', 'CreateUser'],
	['iam', 'CreateSAMLProvider'],
	['sso', 'ListInstances'],
] as const;

beforeAll(async () => {
	range = await startRange({consistencyGap: 0, deliveryDelay: 0, lookupRate: 1000});
	const {accessKeyId} = user(range, 'batch', 'AdministratorAccess');
	const now = range.world.clock.now();
	const arn = `arn:aws:iam::${range.world.accountId}:user/batch`;
	for (const [index, [service, eventName]] of done.entries()) {
		const time = now - (done.length - index) * 60_000;
		const changes = {
			eventID: `granted-${index}`,
			eventTime: new Date(time).toISOString().replace(/\.\d+/, ''),
			eventSource: `${service}.amazonaws.com`,
			eventName,
			// A token may come without the key that asked for it.
			userIdentity:
				index === 1 ? {type: 'IAMUser', arn, userName: 'batch'} : identity({credential: accessKeyId, arn}),
			readOnly: false,
		};
		range.world.trail.append(record(changes) as Parameters<Range['world']['trail']['append']>[0], time);
	}
	investigation = await open({range, leakedKeyId: accessKeyId});
	await investigation.settled;
});
afterAll(async () => {
	await investigation.close();
	await range.close();
});

async function planned() {
	investigation.controls.contain(null);
	const {proposal} = await until(investigation, state => state.proposal?.planned != null);
	if (proposal?.planned == null) throw new Error('no answer');
	return proposal.planned;
}

it('hands over what outlives the containment: what it is, which call ends it, by whom, and where its record is', async () => {
	const plan = await planned();
	if (!isPossible(plan)) throw new Error(plan.reason);
	const texts = new Map(plan.handover?.map(({what, text}) => [what, text]));
	const about = (wanted: RegExp) => [...texts].filter(([what]) => wanted.test(what)).map(([, text]) => text);
	const [tokens] = about(
		/^for whoever has rights on AWS Sign-In in the account: 2 tokens of `aws login` stay/,
	);
	expect(tokens).toMatch(
		/# a token of `aws login`.*signin:CreateOAuth2TokenWithIAM at .* by arn:.*:user\/batch\n/,
	);
	expect(tokens).toContain('# ends by signin:RevokeOAuth2TokenWithIAM revokes the refresh token;');
	expect(tokens).toContain(
		`aws cloudtrail lookup-events --region us-east-1 --cli-input-json '{"LookupAttributes":[{"AttributeKey":"EventId","AttributeValue":"granted-0"}]}'`,
	);
	const [center] = about(/IAM Identity Center.*: 2 grants stay there/);
	expect(center).toContain('# ends by sso:DeleteAccountAssignment\n');
	expect(center).toContain('# ends by identitystore:DeleteUser;');
	expect(about(/identity providers in the account: a grant stays/)[0]).toContain('iam:DeleteSAMLProvider');
	expect([...texts.values()].join()).not.toContain('granted-5');
});

it('still says so when all that a plan can do is done', async () => {
	const plan = await planned();
	await carryOut(investigation, plan);
	expect(await planned()).toEqual({
		reason: expect.stringMatching(
			/^nothing is left to contain here; what no plan ends stays: a token of `aws login`.*RevokeOAuth2TokenWithIAM/,
		),
	});
});
