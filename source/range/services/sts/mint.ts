import {accessKeyId, secretAccessKey, sessionToken} from '../../credential-ids.ts';
import type {Session} from '../../principals/session.ts';
import type {World} from '../../world.ts';
import type {Role, User} from '../iam/state.ts';

type Minted = Omit<Session, 'accessKeyId' | 'secretAccessKey' | 'sessionToken' | 'issuedAt' | 'expiresAt'>;

/** As much of a role as a session of it needs to know; a role of a member account has no more. */
export type RoleId = Pick<Role, 'roleName' | 'roleId' | 'arn'>;

/** Makes temporary credentials that live `seconds` of range time, and remembers them. They work at once. */
export function mint(world: World, session: Minted, seconds: number): Session {
	const issuedAt = Math.floor(world.clock.now() / 1000) * 1000;
	return again(world, {...session, issuedAt, expiresAt: issuedAt + seconds * 1000});
}

/** Gives a session another set of keys, as the console does all the time: who, since when and until when stay. */
export function again(world: World, session: Minted & Pick<Session, 'issuedAt' | 'expiresAt'>): Session {
	const {random, accountId} = world;
	const made: Session = {
		...session,
		accessKeyId: accessKeyId(random, session.accountId ?? accountId, 'ASIA'),
		secretAccessKey: secretAccessKey(random),
		sessionToken: sessionToken(random),
	};
	world.iam.sessions.set(made.accessKeyId, made);
	return made;
}

/** What a session may bring along. */
export interface Extras {
	readonly policies?: readonly string[];
	readonly policyArns?: readonly string[];
	readonly mfa?: boolean;
	readonly sourceIdentity?: string;
	readonly console?: boolean;
	/** Of a role in another account. */
	readonly accountId?: string;
}

const extrasOf = ({policies = [], policyArns = [], mfa = false, ...rest}: Extras) => ({
	policies,
	policyArns,
	mfa,
	...rest,
});

/** Credentials of a role, as AssumeRole hands them out and as instances and functions get them. */
export function mintRoleSession(
	world: World,
	role: RoleId,
	name: string,
	seconds: number,
	extras: Extras = {},
): Session {
	return mint(
		world,
		{
			kind: 'role',
			arn: `arn:aws:sts::${extras.accountId ?? world.accountId}:assumed-role/${role.roleName}/${name}`,
			principalId: `${role.roleId}:${name}`,
			role: {name: role.roleName, id: role.roleId, arn: role.arn},
			name,
			...extrasOf(extras),
		},
		seconds,
	);
}

const ofUser = ({userName, userId, arn}: User) => ({user: {name: userName, id: userId, arn}});

/** GetSessionToken's credentials: the user's own identity under another key id. */
export function mintUserSession(world: World, user: User, seconds: number, extras: Extras = {}): Session {
	return mint(
		world,
		{kind: 'session', arn: user.arn, principalId: user.userId, ...ofUser(user), ...extrasOf(extras)},
		seconds,
	);
}

/** GetFederationToken's credentials: the user's rights, cut down to what the session policies allow. */
export function mintFederatedSession(
	world: World,
	user: User,
	name: string,
	seconds: number,
	extras: Extras,
): Session {
	return mint(
		world,
		{
			kind: 'federated',
			arn: `arn:aws:sts::${world.accountId}:federated-user/${name}`,
			principalId: `${world.accountId}:${name}`,
			name,
			...ofUser(user),
			...extrasOf(extras),
		},
		seconds,
	);
}
