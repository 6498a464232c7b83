import {authenticate, type Principal} from '../principals/authenticate.ts';
import {identityOf} from '../record.ts';
import {AwsError} from '../service.ts';
import {digestOf} from '../services/iam/login-profiles.ts';
import {roleFor} from '../services/sts/assume-role.ts';
import {again, mintRoleSession, mintUserSession} from '../services/sts/mint.ts';
import type {World} from '../world.ts';
import {ConsoleSession} from './console.ts';
import {keylessIdentity, note, type Visit} from './records.ts';

/** How long a console session lasts, in seconds of range time. */
const lifetime = 12 * 3600;

/** A console that was opened, and the event that says so. */
export interface SignedIn {
	readonly console: ConsoleSession;
	readonly eventID: string;
}

const home = (region: string) => `https://${region}.console.aws.amazon.com/console/home?region=${region}`;

/** Somebody known, or else AWS's refusal. */
function known(world: World, credential: string): Principal {
	const principal = authenticate(world, credential);
	const expiresAt = principal?.session?.expiresAt ?? Number.POSITIVE_INFINITY;
	if (principal && expiresAt > world.clock.now()) return principal;
	throw new AwsError('InvalidClientTokenId', 'The security token included in the request is invalid.', 403);
}

/**
 * Turns the credentials of a role session or a federation token into a sign-in token at the federation endpoint. It
 * asks no policy. Returns the key id that GetSigninToken names. Throws AwsError for other credentials.
 */
export function getSigninToken(world: World, credential: string, visit: Visit): string {
	const principal = known(world, credential);
	const {session} = principal;
	if (session?.kind !== 'role' && session?.kind !== 'federated') {
		throw new AwsError('AccessDenied', 'Only sessions of roles and federated users can sign in', 403);
	}
	const {accessKeyId} = again(world, {...session, console: true});
	note(world, 'GetSigninToken', identityOf(principal), visit, {
		responseElements: {GetSigninToken: 'Success', credentials: {accessKeyId}},
		additionalEventData: {MobileVersion: 'No', MFAUsed: 'No'},
	});
	return accessKeyId;
}

/** Opens the console with a sign-in token, given by the key id in it. */
export function loginWithToken(world: World, token: string, visit: Visit): SignedIn {
	const principal = known(world, token);
	const {session} = principal;
	if (!session?.console) throw new AwsError('InvalidToken', 'The sign-in token is invalid', 403);
	return {console: new ConsoleSession(world, session), eventID: succeeded(world, principal, visit)};
}

/** Opens the console with a user's password; a failure is logged as well. Throws AwsError. */
export function loginWithPassword(
	world: World,
	{userName, password}: {readonly userName: string; readonly password: string},
	visit: Visit,
): SignedIn {
	const {users, loginProfiles} = world.iam;
	const user = users.settled(userName);
	if (!user || loginProfiles.settled(userName)?.digest !== digestOf(password)) {
		const identity = {type: 'IAMUser', accountId: world.accountId, accessKeyId: '', userName};
		note(world, 'ConsoleLogin', identity, visit, {
			errorMessage: 'Failed authentication',
			responseElements: {ConsoleLogin: 'Failure'},
			additionalEventData: {LoginTo: home(visit.region), MobileVersion: 'No', MFAUsed: 'No'},
		});
		throw new AwsError('FailedAuthentication', 'Your authentication information is incorrect', 403);
	}
	const session = mintUserSession(world, user, lifetime, {console: true});
	const eventID = succeeded(world, known(world, session.accessKeyId), visit);
	return {console: new ConsoleSession(world, session), eventID};
}

/** Changes a console to a role, as trust and policies allow. Throws AwsError. */
export function switchRole(world: World, from: ConsoleSession, RoleArn: string, visit: Visit): SignedIn {
	const before = known(world, from.keys()?.accessKeyId ?? '');
	const RoleSessionName = before.userName ?? before.session?.name ?? 'console';
	const {secretAccessKey: _, ...caller} = before;
	const role = roleFor({RoleArn, RoleSessionName}, {...visit, world, clock: world.clock, caller});
	const session = mintRoleSession(world, role, RoleSessionName, Math.min(lifetime, role.maxSessionDuration), {
		console: true,
	});
	const eventID = note(world, 'SwitchRole', keylessIdentity(known(world, session.accessKeyId)), visit, {
		responseElements: {SwitchRole: 'Success'},
		additionalEventData: {SwitchFrom: before.arn, RedirectTo: home(visit.region)},
	});
	return {console: new ConsoleSession(world, session), eventID};
}

function succeeded(world: World, principal: Principal, visit: Visit): string {
	return note(world, 'ConsoleLogin', keylessIdentity(principal), visit, {
		responseElements: {ConsoleLogin: 'Success'},
		additionalEventData: {LoginTo: home(visit.region), MobileVersion: 'No', MFAUsed: 'No'},
	});
}
