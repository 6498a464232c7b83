import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {evaluate} from '../../../source/range/policy/evaluate.ts';
import {matches} from '../../../source/range/policy/pattern.ts';
import {policy} from '../harness.ts';

const ask = (
	policies: readonly string[],
	action = 'iam:CreateUser',
	keys: Readonly<Record<string, string>> = {},
	resource = 'arn:aws:iam::123456789012:user/a',
) => {
	const context = new Map(Object.entries(keys).map(([key, value]) => [key.toLowerCase(), value]));
	return evaluate(policies, {action, resource, context});
};

test('silence is no answer, an allow is one, and a deny wins wherever it stands', () => {
	const allow = policy('Allow', 'iam:*');
	const deny = policy('Deny', 'iam:CreateUser');
	expect(ask([])).toBe('none');
	expect(ask([allow])).toBe('allow');
	expect(ask([allow, deny])).toBe('deny');
	expect(ask([deny, allow])).toBe('deny');
});

test('actions match without regard to case, with wildcards', () => {
	expect(ask([policy('Allow', 'IAM:create*')])).toBe('allow');
	expect(ask([policy('Allow', 'iam:CreateUse?')])).toBe('allow');
	expect(ask([policy('Allow', 'iam:Create')])).toBe('none');
	expect(ask([policy('Allow', ['ec2:*', 'iam:CreateUser'])])).toBe('allow');
});

test('NotAction and NotResource speak of all the rest', () => {
	const text = (statement: object) => JSON.stringify({Statement: {Effect: 'Allow', ...statement}});
	expect(ask([text({NotAction: 'iam:*', Resource: '*'})])).toBe('none');
	expect(ask([text({NotAction: 'iam:*', Resource: '*'})], 'ec2:RunInstances')).toBe('allow');
	expect(ask([text({Action: '*', NotResource: 'arn:aws:iam::*:user/a'})])).toBe('none');
	expect(ask([text({Action: '*', NotResource: 'arn:aws:iam::*:user/b'})])).toBe('allow');
});

test('what is no policy says nothing', () => {
	for (const text of [
		'',
		'{',
		'[]',
		'{"Statement":[{"Effect":"Maybe","Action":"*","Resource":"*"}]}',
		'null',
	]) {
		expect(ask([text])).toBe('none');
	}
});

describe('conditions', () => {
	const holds = (Condition: object, keys: Readonly<Record<string, string>> = {}) =>
		ask([policy('Allow', '*', {Condition})], 'iam:CreateUser', keys) === 'allow';

	test.each([
		[{StringEquals: {'aws:username': 'a'}}, {'aws:username': 'a'}, true],
		[{StringEquals: {'aws:username': ['b', 'a']}}, {'aws:username': 'a'}, true],
		[{StringEquals: {'AWS:UserName': 'a'}}, {'aws:username': 'A'}, false],
		[{StringEqualsIgnoreCase: {'aws:username': 'a'}}, {'aws:username': 'A'}, true],
		[{StringNotEquals: {'aws:username': ['a', 'b']}}, {'aws:username': 'c'}, true],
		[{StringNotEquals: {'aws:username': ['a', 'b']}}, {'aws:username': 'b'}, false],
		[{StringLike: {'aws:userid': 'AROA*:bob'}}, {'aws:userid': 'AROAEXAMPLE:bob'}, true],
		[
			{ArnLike: {'aws:PrincipalArn': 'arn:aws:iam::*:role/a*'}},
			{'aws:PrincipalArn': 'arn:aws:iam::1:role/ab'},
			true,
		],
		[
			{ArnNotLike: {'aws:PrincipalArn': 'arn:aws:iam::*:role/a*'}},
			{'aws:PrincipalArn': 'arn:aws:iam::1:role/ab'},
			false,
		],
		[{Bool: {'aws:SecureTransport': 'true'}}, {'aws:SecureTransport': 'true'}, true],
		[{IpAddress: {'aws:SourceIp': '203.0.113.0/24'}}, {'aws:SourceIp': '203.0.113.77'}, true],
		[{IpAddress: {'aws:SourceIp': '203.0.113.0/24'}}, {'aws:SourceIp': '203.0.114.1'}, false],
		[{NotIpAddress: {'aws:SourceIp': '203.0.113.5'}}, {'aws:SourceIp': '203.0.113.5'}, false],
		[{NumericLessThan: {'aws:EpochTime': '10'}}, {'aws:EpochTime': '9'}, true],
		[{Null: {'aws:TokenIssueTime': 'true'}}, {}, true],
		[{Null: {'aws:TokenIssueTime': 'false'}}, {}, false],
		[{Bool: {'aws:MultiFactorAuthPresent': 'false'}}, {}, false],
		[{BoolIfExists: {'aws:MultiFactorAuthPresent': 'false'}}, {}, true],
		[{StringNotEquals: {'aws:username': 'a'}}, {}, true],
		[{Unheard: {'aws:username': 'a'}}, {'aws:username': 'a'}, false],
	])('%j with %j: %s', (condition, keys, expected) => {
		expect(holds(condition, keys as Readonly<Record<string, string>>)).toBe(expected);
	});

	test('times compare as times, and a missing time fails', () => {
		const before = {DateLessThan: {'aws:TokenIssueTime': '2026-01-01T00:00:00Z'}};
		expect(holds(before, {'aws:TokenIssueTime': '2025-12-31T23:59:59.999Z'})).toBe(true);
		expect(holds(before, {'aws:TokenIssueTime': '2026-01-01T00:00:00.000Z'})).toBe(false);
		expect(holds(before)).toBe(false);
	});
});

test('patterns mean themselves but for their wildcards, and odd ones do not take forever', () => {
	fc.assert(
		fc.property(
			fc.string().filter(text => !/[*?]/.test(text)),
			text => {
				expect(matches(text, text)).toBe(true);
				expect(matches(`${text}*`, `${text}anything\n`)).toBe(true);
				expect(matches(text, `${text}x`)).toBe(false);
			},
		),
	);
	expect(matches(`${'*a'.repeat(500)}b`, 'a'.repeat(5000))).toBe(false);
	expect(matches(`${'*a'.repeat(500)}*`, 'a'.repeat(5000))).toBe(true);
	expect(matches('a?c*e', 'abcdde')).toBe(true);
	expect(matches('a?c*e', 'abcddef')).toBe(false);
});
