import {isoTime} from '../event.ts';
import {isObject, valueAt} from '../record.ts';

/** The statement that closes a trust policy, by its Sid. */
const closing = 'LeaktuiClosed';

/** Name of the inline policy by which the AWS console revokes a role's sessions; ours is the same, so that both know it. */
export const revocationName = 'AWSRevokeOlderSessions';

/** Name of our inline deny, where the managed one cannot be attached. */
export const denyName = 'LeaktuiDenyAll';

/** Denies everything. */
export const denyAll = text({Effect: 'Deny', Action: '*', Resource: '*'});

/** Name of our inline policy that ends a user's sessions alone. */
export const denySessionsName = 'LeaktuiDenySessions';

/** The group of one user alone that carries that policy where the user's own quota is full (field guide §2). */
export function denyingGroup(userName: string): string {
	return `${denySessionsName}-${userName}`;
}

/**
 * Denies everything to a user's sessions, tokens and console, whenever issued, and nothing to its long-term keys: only
 * temporary credentials have `aws:TokenIssueTime` (field guide §2). What services do on behalf of a long-term key goes on.
 */
export const denySessions = text({
	Effect: 'Deny',
	Action: '*',
	Resource: '*',
	Condition: {Null: {'aws:TokenIssueTime': 'false'}, Bool: {'aws:ViaAWSService': 'false'}},
});

/** Denies everything to sessions issued before `until`, ms since the epoch (field guide §2). */
export function revocation(until: number): string {
	return text({
		Effect: 'Deny',
		Action: ['*'],
		Resource: ['*'],
		Condition: {DateLessThan: {'aws:TokenIssueTime': isoTime(until)}},
	});
}

/** ms since the epoch before which a revocation denies all sessions; null: the text is no such policy. */
export function revokedUntil(document: string): number | null {
	const times = statementsOf(document).flatMap(statement => {
		if (!deniesEverything(statement)) return [];
		const time = Date.parse(
			String(valueAt(valueAt(statement, 'Condition.DateLessThan'), 'aws:TokenIssueTime')),
		);
		return Number.isNaN(time) ? [] : [time];
	});
	return times.length === 0 ? null : Math.max(...times);
}

/** Whether a policy denies everything, whatever the circumstances. */
export function isDenyAll(document: string): boolean {
	return statementsOf(document).some(
		statement => deniesEverything(statement) && statement['Condition'] === undefined,
	);
}

/** A trust policy that trusts nobody. */
export const closedTrust = text(closed());

/** The trust policy with a denial of everybody before all that it says; null where it cannot be read. */
export function closeTrust(document: string): string | null {
	const policy = parse(document);
	const statements = statementsOf(document);
	if (policy === null || statements.length === 0) return null;
	return JSON.stringify({...policy, Statement: [closed(), ...statements]});
}

/** Whether nobody can take the role, by a denial of ours. */
export function isClosed(document: string): boolean {
	return statementsOf(document).some(({Sid, Effect}) => Sid === closing && Effect === 'Deny');
}

/** The services that a trust policy lets take the role, sorted. */
export function trustedServices(document: string): readonly string[] {
	const services = statementsOf(document)
		.filter(({Effect}) => Effect === 'Allow')
		.flatMap(statement => many(valueAt(statement, 'Principal.Service')))
		.map(String);
	return [...new Set(services)].sort();
}

/** Whether a trust policy names somebody who is gone: by an id, which IAM takes from nobody again (field guide §2). */
export function namesGone(document: string): boolean {
	return statementsOf(document).some(statement =>
		many(valueAt(statement, 'Principal.AWS')).some(id => /^A(IDA|ROA)[A-Z0-9]{12,}$/.test(String(id))),
	);
}

function closed() {
	const Action = ['sts:AssumeRole', 'sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity'];
	return {Sid: closing, Effect: 'Deny', Principal: '*', Action};
}

function text(statement: object): string {
	return JSON.stringify({Version: '2012-10-17', Statement: [statement]});
}

function deniesEverything(statement: Readonly<Record<string, unknown>>): boolean {
	const all = (name: string) => many(statement[name]).includes('*');
	return statement['Effect'] === 'Deny' && all('Action') && all('Resource');
}

function statementsOf(document: string): readonly Readonly<Record<string, unknown>>[] {
	return many(parse(document)?.['Statement']).filter(isObject);
}

function many(value: unknown): readonly unknown[] {
	if (value === undefined) return [];
	return Array.isArray(value) ? value : [value];
}

function parse(document: string): Readonly<Record<string, unknown>> | null {
	try {
		const policy: unknown = JSON.parse(document);
		return isObject(policy) ? policy : null;
	} catch {
		return null;
	}
}
