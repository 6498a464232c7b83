import fc from 'fast-check';
import {account, fakeKey, identity, record} from '../records.ts';
import {at, key} from './story.ts';

/** The account of the role; the callers are at home in `account`. */
export const elsewhere = '999999999999';
/** A session of the key in the other account, and what is handed out there. */
export const inside = fakeKey('ASIA', 50);
export const handedOut = fakeKey('ASIA', 51);
const next = fakeKey('ASIA', 52);
export const stranger = fakeKey('AKIA', 53);

export interface Taking {
	readonly by: string;
	readonly role: string;
	readonly issued: string;
	readonly time: string;
	readonly shared: string;
	/** How the two records are called. */
	readonly ids: readonly [named: string, keyless: string];
}

/** A role of the other account taken: the caller's record, and that of the role's account (field guide §8). */
export function takenAcross({by, role, issued, time, shared, ids}: Taking) {
	const call = {
		eventSource: 'sts.amazonaws.com',
		eventName: 'AssumeRole',
		eventTime: at(time),
		requestParameters: {roleArn: `arn:aws:iam::${elsewhere}:role/${role}`, roleSessionName: 'x'},
		responseElements: {
			credentials: {accessKeyId: issued},
			assumedRoleUser: {
				arn: `arn:aws:sts::${elsewhere}:assumed-role/${role}/x`,
				assumedRoleId: 'AROAMADE:x',
			},
		},
		sharedEventID: shared,
	};
	const who = {type: 'AWSAccount', principalId: 'AIDACALLER', accountId: account};
	return {
		named: record({
			...call,
			userIdentity: identity({credential: by}),
			eventID: ids[0],
			recipientAccountId: account,
		}),
		keyless: record({...call, userIdentity: who, eventID: ids[1], recipientAccountId: elsewhere}),
	};
}

/** A call of a session in the other account. */
export function inOther(credential: string, eventID: string, time: string, changes = {}) {
	const arn = `arn:aws:sts::${elsewhere}:assumed-role/${credential === inside ? 'admin' : 'made'}/x`;
	return record({
		userIdentity: {type: 'AssumedRole', arn, accountId: elsewhere, accessKeyId: credential},
		eventTime: at(time),
		eventID,
		recipientAccountId: elsewhere,
		...changes,
	});
}

/** The key goes into the other account and makes a role there, which may be taken again from outside. */
export const goesIn = [
	takenAcross({
		...{by: key, role: 'admin', issued: inside, time: '10:00:00', shared: 's-in'},
		ids: ['in', 'in-copy'],
	}),
].flatMap(({named, keyless}) => [named, keyless]);

export const makesRole = inOther(inside, 'made', '10:05:00', {
	eventSource: 'iam.amazonaws.com',
	eventName: 'CreateRole',
	requestParameters: {roleName: 'made'},
	responseElements: {
		role: {roleName: 'made', roleId: 'AROAMADE', arn: `arn:aws:iam::${elsewhere}:role/made`},
	},
});

const shuffled = <T>(list: readonly T[]) =>
	fc.shuffledSubarray([...list], {minLength: list.length, maxLength: list.length});

/**
 * The role is taken by the key, by a stranger, or by somebody of whom nothing else is known; either record may be missing,
 * and one that only looks like the other may be there. `records`: all, in some order.
 */
export const acrossAccounts = fc
	.record({
		by: fc.constantFrom(key, stranger),
		ids: fc.constantFrom<[string, string]>(['a-named', 'b-keyless'], ['b-named', 'a-keyless']),
		read: fc.constantFrom('both', 'both', 'named', 'keyless'),
		made: fc.boolean(),
		lookalike: fc.constantFrom(
			{},
			{eventName: 'AssumeRoleWithSAML'},
			{eventTime: at('10:25:00')},
			{sharedEventID: 's-other'},
		),
		late: fc.constantFrom('10:20:00', '10:20:02'),
	})
	.map(({by, ids, read, made, lookalike, late}) => {
		const taking = {by, role: 'made', issued: handedOut, time: '10:20:00', shared: 's-again', ids};
		const {named, keyless} = takenAcross(taking);
		const looks = takenAcross({...taking, issued: next, ids: ['-', 'lookalike']}).keyless;
		const records = [
			...goesIn,
			...(made ? [makesRole] : []),
			...(read === 'keyless' ? [] : [named]),
			...(read === 'named' ? [] : [{...keyless, eventTime: at(late)}]),
			inOther(handedOut, 'inside', '10:30:00'),
			...(Object.keys(lookalike).length > 0 ? [{...looks, ...lookalike}] : []),
		];
		return {by, read, made, ids, records};
	})
	.chain(story => shuffled(story.records).map(records => ({...story, records})));
