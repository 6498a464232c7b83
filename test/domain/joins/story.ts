import {Lineage} from '../../../source/domain/lineage.ts';
import {account, eventOf, fakeKey, identity, record} from '../records.ts';

export const key = fakeKey('AKIA', 1);
export const federation = fakeKey('ASIA', 11);
export const console = fakeKey('ASIA', 12);
export const otherConsole = fakeKey('ASIA', 13);
export const federated = `arn:aws:sts::${account}:federated-user/audit`;
export const home = '198.51.100.7';
const elsewhere = '203.0.113.9';

/** `10:00:00` on the day of the story. */
export const at = (time: string) => `2026-11-20T${time}Z`;

export function session(
	arn: string,
	credential: string | null,
	began: string,
	principalId = 'AROAEXAMPLE:x',
) {
	return {
		type: 'AssumedRole',
		arn,
		principalId,
		...(credential === null ? {} : {accessKeyId: credential}),
		sessionContext: {attributes: {creationDate: at(began)}},
	};
}

/** A call under a key that no record hands out. */
export function consoleCall(credential: string, changes: Record<string, unknown> = {}, began = '10:00:00') {
	return record({
		userIdentity: session(federated, credential, began),
		eventTime: at('10:10:00'),
		sourceIPAddress: elsewhere,
		...changes,
	});
}

export const getFederationToken = record({
	eventSource: 'sts.amazonaws.com',
	eventName: 'GetFederationToken',
	eventTime: at('10:00:00'),
	eventID: 'federation',
	responseElements: {
		credentials: {accessKeyId: federation},
		federatedUser: {arn: federated},
	},
});

export const getSigninToken = record({
	userIdentity: session(federated, federation, '10:00:00'),
	eventSource: 'signin.amazonaws.com',
	eventName: 'GetSigninToken',
	eventTime: at('10:01:00'),
	eventID: 'token',
	responseElements: {credentials: {accessKeyId: federation}, GetSigninToken: 'Success'},
});

export function consoleLogin(arn: string, changes: Record<string, unknown> = {}) {
	return record({
		userIdentity: session(arn, null, '10:00:00'),
		eventSource: 'signin.amazonaws.com',
		eventName: 'ConsoleLogin',
		eventTime: at('10:02:00'),
		eventID: 'login',
		sourceIPAddress: elsewhere,
		responseElements: {ConsoleLogin: 'Success'},
		...changes,
	});
}

export const eve = `arn:aws:iam::${account}:user/eve`;

export const createUser = record({
	eventSource: 'iam.amazonaws.com',
	eventName: 'CreateUser',
	eventTime: at('10:00:00'),
	eventID: 'user',
	requestParameters: {userName: 'eve'},
	responseElements: {user: {userName: 'eve', userId: 'AIDAEVE', arn: eve}},
});

export const asUser = (arn: string, principalId: string, credential: string | null = null) => ({
	...identity({credential: credential ?? '', arn}),
	...(credential === null ? {accessKeyId: undefined} : {}),
	principalId,
});

type Records = readonly Record<string, unknown>[];

export function lineageOf(...records: Records): Lineage {
	const lineage = new Lineage([key]);
	for (const item of records) lineage.add(eventOf(item));
	return lineage;
}

export function inferred(...records: Records) {
	return lineageOf(...records)
		.credentials(0)
		.filter(({hop}) => hop?.inferred)
		.map(({id, kind, parent, hop}) => ({id, kind, parent, hop: hop?.eventID}));
}

export const behind = (lineage: Lineage, item: Record<string, unknown>) => lineage.behind(eventOf(item));
