import {actorOf, type Event, plainName} from '../event.ts';
import {issuedBy, issueOf} from '../hop.ts';
import {valueAt} from '../record.ts';
import {textOf} from '../text.ts';
import type {Clue} from './clue.ts';
import {type Place, placesOf, rolePlace, sessionPlace, userPlace, whoIs} from './place.ts';

/** How somebody can come in whose key id no record of the lineage names (field guide §8). */
export type Way = 'token' | 'session' | 'password' | 'user' | 'role' | 'workload' | 'bearer' | 'console';

/** Something that a credential of the lineage did, through which others can come. */
export interface Door {
	readonly way: Way;
	/** The credential that opened it. */
	readonly by: string;
	readonly place: Place;
	/** What to call it, for people: `user eve`, `i-0abc`. */
	readonly name: string;
	/** ARN of the role, under which CloudTrail lists who took it; null for others. */
	readonly roleArn: string | null;
	/** Unique id of the principal, if the record has it. */
	readonly principalId: string | null;
	/** Of a function: the only role under which its sessions run; null: any. */
	readonly role: Place | null;
	/** The credential that comes in by it, where it is known: a session that is made into a console, a bearer token's. */
	readonly credential: string | null;
	readonly sourceIp: string | null;
	/** ms since the epoch at which the session may have begun that a console goes on with. */
	readonly began: readonly number[];
	readonly event: Clue['event'];
}

type Opening = Pick<Door, 'way' | 'place' | 'name'> & Partial<Door>;

/** One row: an event that opens doors, and which. */
interface Rule {
	readonly source: string;
	readonly name: string;
	readonly opens: (event: Event, account: string) => readonly Opening[];
}

const iam = 'iam.amazonaws.com';

const rules: readonly Rule[] = [
	{source: 'signin.amazonaws.com', name: 'GetSigninToken', opens: token},
	{source: iam, name: 'CreateUser', opens: user},
	{source: iam, name: 'CreateLoginProfile', opens: password},
	{source: iam, name: 'UpdateLoginProfile', opens: password},
	{source: iam, name: 'CreateRole', opens: role},
	{source: iam, name: 'AcquireRole', opens: role},
	{source: iam, name: 'CreateServiceSpecificCredential', opens: bearer},
	{source: 'ec2.amazonaws.com', name: 'RunInstances', opens: instances},
	{source: 'lambda.amazonaws.com', name: 'CreateFunction', opens: lambda},
	{source: 'lambda.amazonaws.com', name: 'UpdateFunctionCode', opens: lambda},
	{source: 'ecs.amazonaws.com', name: 'RunTask', opens: tasks},
];

const byCall = new Map(rules.map(rule => [`${rule.source}:${rule.name}`, rule.opens]));

/** What the event opens, for whoever signed it or had it signed by a service; nothing for a failed one. */
export function doorsOf(event: Event): readonly Door[] {
	if (event.errorCode !== null || event.credential === null) return [];
	const opens = byCall.get(`${event.source}:${plainName(event.name)}`);
	const openings = [...(opens?.(event, accountOf(event)) ?? []), ...session(event)];
	// Of almost all events only what is in their rows was looked at up to here: a record may have to be inflated.
	const by = openings.length === 0 ? null : actorOf(event);
	if (by === null) return [];
	return openings.map(opening => ({
		principalId: null,
		roleArn: null,
		role: null,
		credential: null,
		sourceIp: event.sourceIp,
		began: [],
		...opening,
		by,
		event: {id: event.id, name: event.name, time: event.time},
	}));
}

function accountOf(event: Event): string {
	return whoIs(event.principal)?.account ?? textOf(valueAt(event.record, 'recipientAccountId')) ?? '';
}

/** A token for the console: whoever signs in under the same name with it. */
function token(event: Event): readonly Opening[] {
	const {principal} = event;
	const credential = issuedBy(event);
	return principal === null ? [] : [{way: 'token', place: principal, name: principal, credential}];
}

/** A session can be made into a console session without a trace of it; then its name and address tell. */
function session(event: Event): readonly Opening[] {
	const issued = issueOf(event);
	if (issued?.principal == null || whoIs(issued.principal)?.kind === 'user') return [];
	if (issued.kind !== 'session' && issued.kind !== 'federation') return [];
	const {principal: place, id: credential} = issued;
	return [{way: 'session', place, name: place, credential, began: [event.time]}];
}

function user({record}: Event, account: string): readonly Opening[] {
	const name = textOf(valueAt(record, 'responseElements.user.userName')) ?? requested(record, 'userName');
	const principalId = textOf(valueAt(record, 'responseElements.user.userId'));
	return name === null
		? []
		: [{way: 'user', place: userPlace(account, name), name: `user ${name}`, principalId}];
}

function password(event: Event, account: string): readonly Opening[] {
	const name = requested(event.record, 'userName') ?? event.username;
	return name === null ? [] : [{way: 'password', place: userPlace(account, name), name: `user ${name}`}];
}

function role({record, principal}: Event, account: string): readonly Opening[] {
	const name = textOf(valueAt(record, 'responseElements.role.roleName')) ?? requested(record, 'roleName');
	if (name === null) return [];
	const principalId = textOf(valueAt(record, 'responseElements.role.roleId'));
	const partition = principal?.split(':')[1] ?? 'aws';
	const roleArn =
		textOf(valueAt(record, 'responseElements.role.arn')) ?? `arn:${partition}:iam::${account}:role/${name}`;
	return [{way: 'role', place: rolePlace(account, name), name: `role ${name}`, principalId, roleArn}];
}

function bearer(event: Event): readonly Opening[] {
	const issued = issueOf(event);
	const who = whoIs(issued?.principal ?? null);
	if (issued === null || who === null) return [];
	const {account, name} = who;
	return [{way: 'bearer', place: userPlace(account, name), name: `user ${name}`, credential: issued.id}];
}

function instances({record}: Event, account: string): readonly Opening[] {
	return listed(record, 'responseElements.instancesSet.items').flatMap(item =>
		workload(account, textOf(valueAt(item, 'instanceId'))),
	);
}

/** Sessions of a function carry its name, which anybody may give to theirs: the role must be the function's too. */
function lambda({record}: Event, account: string): readonly Opening[] {
	const arn = textOf(valueAt(record, 'responseElements.role')) ?? requested(record, 'role');
	const who = whoIs(arn);
	if (who?.kind !== 'role') return [];
	const given = textOf(valueAt(record, 'responseElements.functionName')) ?? requested(record, 'functionName');
	const name = given?.split(':').at(-1) ?? null;
	return workload(account, name, rolePlace(who.account, who.name));
}

function tasks({record}: Event, account: string): readonly Opening[] {
	return listed(record, 'responseElements.tasks').flatMap(task =>
		workload(account, textOf(valueAt(task, 'taskArn'))?.split('/').at(-1) ?? null),
	);
}

function workload(account: string, name: string | null, only: Place | null = null): readonly Opening[] {
	return name === null ? [] : [{way: 'workload', place: sessionPlace(account, name), name, role: only}];
}

function requested(record: Event['record'], name: string): string | null {
	return textOf(valueAt(record, `requestParameters.${name}`));
}

function listed(record: Event['record'], path: string): readonly unknown[] {
	const items = valueAt(record, path);
	return Array.isArray(items) ? items : [];
}

/**
 * The console that a sign-in opens: to whoever goes on under its principal.
 *
 * @param by The credential that it came from. @param through What let the sign-in in.
 */
export function consoleOf(clue: Clue, by: string, through: Door): Door | null {
	const [place] = placesOf(clue.arn);
	if (clue.failed || place === undefined) return null;
	const began = clue.from === null ? through.began : [];
	return {
		...through,
		way: 'console',
		roleArn: null,
		by,
		credential: null,
		place,
		name: clue.arn,
		principalId: clue.principalId,
		sourceIp: clue.sourceIp,
		began: clue.began === 0 ? began : [...began, clue.began],
		event: clue.event,
	};
}

/** The credential to which belongs what comes in. */
export function ownerOf({credential, by}: Door): string {
	return credential ?? by;
}

/** The name under which CloudTrail lists the calls of whoever comes in: of the user or the session; null for roles. */
export function usernameOf({way, place}: Door): string | null {
	if (way === 'role') return null;
	return place.startsWith('arn:')
		? place.slice(place.lastIndexOf('/') + 1)
		: place.split(' ').slice(2).join(' ');
}
