import {GetCallerIdentityCommand, STSClient} from '@aws-sdk/client-sts';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {type Range, startRange} from '../../source/range/range.ts';

let range: Range;
beforeAll(async () => {
	range = await startRange({consistencyGap: 0, deliveryDelay: 0});
});
afterAll(() => range.close());

test('the responder asks who they are', async () => {
	const sts = new STSClient({endpoint: range.url, region: 'us-east-1', credentials: range.responder});
	const answer = await sts.send(new GetCallerIdentityCommand({}));
	expect(answer.Arn).toBe('arn:aws:iam::210987654321:user/responder');
});
