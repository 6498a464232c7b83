import {AwsError, type Call, type Caller} from '../service.ts';
import type {AccessKey} from '../services/iam/state.ts';
import type {World} from '../world.ts';
import type {Session} from './session.ts';

/** A caller, and what its signature is to be checked against. */
export interface Principal extends Caller {
	readonly secretAccessKey: string;
	readonly session?: Session;
}

/**
 * The principal behind an access key id as the data plane sees it: a key made or switched off within the consistency
 * gap is not there or still works (field guide §3). Undefined where AWS knows no such credential, or has it inactive.
 */
export function authenticate(world: World, credential: string): Principal | undefined {
	const session = world.iam.sessions.get(credential);
	if (session) return ofSession(world, session);
	const key = world.iam.accessKeys.settled(credential);
	return key?.status === 'Active' ? ofKey(world, key) : undefined;
}

function ofKey({iam, accountId}: World, key: AccessKey): Principal | undefined {
	const base = {credential: key.accessKeyId, secretAccessKey: key.secretAccessKey, accountId};
	if (key.userName === null) {
		return {...base, kind: 'root', arn: `arn:aws:iam::${accountId}:root`, principalId: accountId};
	}
	const user = iam.users.settled(key.userName);
	return user && {...base, kind: 'user', arn: user.arn, principalId: user.userId, userName: user.userName};
}

function ofSession({iam, accountId}: World, session: Session): Principal | undefined {
	const {user, role} = session;
	if (user && iam.users.settled(user.name)?.userId !== user.id) return undefined;
	return {
		credential: session.accessKeyId,
		secretAccessKey: session.secretAccessKey,
		accountId: session.accountId ?? accountId,
		kind: session.kind,
		arn: session.arn,
		principalId: session.principalId,
		issuedAt: session.issuedAt,
		session,
		...(user && session.kind === 'session' ? {userName: user.name} : {}),
		...(role ? {roleName: role.name} : {}),
	};
}

/** A user by name, for what shows the user and no key; undefined where there is none. */
export function authenticateUser({iam, accountId}: World, userName: string): Principal | undefined {
	const user = iam.users.settled(userName);
	if (user === undefined) return undefined;
	const {arn, userId: principalId} = user;
	return {credential: '', secretAccessKey: '', accountId, kind: 'user', arn, principalId, userName};
}

/** The principal behind a call that is being answered. Throws AwsError if the credential ended in between. */
export function principalOf({world, caller}: Call): Principal {
	const principal = authenticate(world, caller.credential);
	if (principal) return principal;
	throw new AwsError('InvalidClientTokenId', 'The security token included in the request is invalid.', 403);
}
