import {denyingGroup} from '../domain/containment/documents.ts';
import {type Operation, operations, type ResourceType} from './operations.ts';

/** IAM's limit for a managed policy, in characters, white space not counted. */
export const longestPolicy = 6144;

export interface Statement {
	readonly Sid: string;
	readonly Effect: 'Allow';
	readonly Action: readonly string[];
	readonly Resource: string | readonly string[];
	readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface PolicyDocument {
	readonly Version: '2012-10-17';
	readonly Statement: readonly Statement[];
}

const patterns: Readonly<Record<ResourceType, string>> = {
	user: 'iam::*:user/*',
	role: 'iam::*:role/*',
	group: 'iam::*:group/*',
	'denying-group': `iam::*:group/${denyingGroup('*')}`,
	'instance-profile': 'iam::*:instance-profile/*',
	instance: 'ec2:*:*:instance/*',
	function: 'lambda:*:*:function:*',
};

/**
 * The least that IAM must allow for leaktui to read, or to respond as well: derived from the table of all calls that the
 * program can make, so that neither can grow without the other. One statement for each service and type of resource.
 *
 * @param partition Of the account: `aws`, `aws-us-gov`, `aws-cn`.
 */
export function leastPrivilege(purpose: 'read' | 'respond', partition: string): PolicyDocument {
	const rows = operations.filter(({access}) => access === 'read' || purpose === 'respond');
	const needed = rows.flatMap(row =>
		row.actions.map(action => ({action, ...scopeOf(row, action, partition)})),
	);
	const groups = Map.groupBy(needed, ({action, resource, condition}) =>
		JSON.stringify([action.split(':')[0], resource, condition]),
	);
	return {
		Version: '2012-10-17',
		Statement: Array.from(groups.values(), (group, index) => statement(group, index)),
	};
}

interface Scope {
	readonly resource: string | readonly string[];
	readonly condition: Statement['Condition'] | null;
}

function scopeOf({service, on, onlyPolicy}: Operation, action: string, partition: string): Scope {
	// Athena reads files and tables in the caller's name: nobody else needs to.
	if (!action.startsWith(`${service}:`)) {
		const condition = {'ForAnyValue:StringEquals': {'aws:CalledVia': `${service}.amazonaws.com`}};
		return {resource: '*', condition};
	}
	const arns = (on ?? []).map(type => `arn:${partition}:${patterns[type]}`);
	const [only] = arns;
	return {
		resource: only === undefined ? '*' : arns.length === 1 ? only : arns,
		condition:
			onlyPolicy === undefined
				? null
				: {ArnEquals: {'iam:PolicyARN': `arn:${partition}:iam::aws:policy/${onlyPolicy}`}},
	};
}

function statement(group: readonly (Scope & {readonly action: string})[], index: number): Statement {
	const [first] = group;
	const service = first?.action.split(':')[0] ?? '';
	const condition = first?.condition ?? null;
	return {
		Sid: `Leaktui${service.charAt(0).toUpperCase()}${service.slice(1)}${index + 1}`,
		Effect: 'Allow',
		Action: [...new Set(group.map(each => each.action))].sort(),
		Resource: first?.resource ?? '*',
		...(condition === null ? {} : {Condition: condition}),
	};
}
