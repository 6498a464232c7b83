import type {AccessKey} from '@aws-sdk/client-iam';
import type {ConsoleSession} from '../../source/range/signin/console.ts';
import {getSigninToken, loginWithPassword, loginWithToken} from '../../source/range/signin/sign-in.ts';
import {type Keys, keysOf, policy, trust} from '../range/harness.ts';
import type {Incident} from './account.ts';
import {settle} from './lineage.ts';
import {works} from './probe.ts';

/** What an incident may be made of, each part whether or not the others are there. */
export const wings = ['path', 'boundary', 'full', 'clerk', 'ring', 'console', 'made'] as const;
export type Wing = (typeof wings)[number];

/** An incident with several ways in, and all that its attacker holds. */
export interface Maze {
	readonly leaked: string;
	/** By name; grows as the attacker makes more. */
	readonly loot: Record<string, Keys>;
	readonly consoles: readonly ConsoleSession[];
	readonly users: readonly string[];
	readonly roles: readonly string[];
}

const visit = {sourceIp: '198.51.100.7', userAgent: 'Mozilla/5.0', region: 'us-east-1'};
const admin = 'arn:aws:iam::aws:policy/AdministratorAccess';

/** An application's key leaks; an administrator's role is taken with it; the rest is as `parts` say. */
export async function build(incident: Incident, parts: ReadonlySet<Wing>): Promise<Maze> {
	const {iam, range, take} = incident;
	const root = `arn:aws:iam::${range.world.accountId}:root`;
	await iam.createUser({UserName: 'app', ...(parts.has('path') ? {Path: '/team/ops/'} : {})});
	await iam.attachUserPolicy({UserName: 'app', PolicyArn: 'arn:aws:iam::aws:policy/PowerUserAccess'});
	await iam.putUserPolicy({UserName: 'app', PolicyName: 'take', PolicyDocument: policy('Allow', 'sts:*')});
	if (parts.has('boundary'))
		await iam.putUserPermissionsBoundary({UserName: 'app', PermissionsBoundary: admin});
	if (parts.has('full')) await fill(incident, 'app');
	const key = await keyOf(incident, 'app');
	await incident.role('deploy', trust(root), 'AdministratorAccess');
	await settle(incident);
	const loot: Record<string, Keys> = {key};
	loot['session'] = keysOf(await incident.stsOf(key).getSessionToken({}));
	loot['deploy'] = await take(key, 'deploy');
	const attacker = incident.iamOf(loot['deploy']);
	const users = ['app'];
	const roles = ['deploy'];
	const consoles: ConsoleSession[] = [];

	if (parts.has('clerk')) {
		// A colleague's user, who has a key and a password of her own.
		await iam.createUser({UserName: 'clerk', Path: '/people/'});
		await iam.attachUserPolicy({UserName: 'clerk', PolicyArn: admin});
		await keyOf(incident, 'clerk');
		const {AccessKey} = await attacker.createAccessKey({UserName: 'clerk'});
		loot['clerk'] = madeKeys(AccessKey);
		users.push('clerk');
	}
	if (parts.has('ring')) {
		for (const name of ['one', 'two', 'three']) await incident.role(name, trust(root), 'PowerUserAccess');
		await settle(incident);
		let last = loot['session'];
		for (const name of ['one', 'two', 'three', 'one']) {
			last = await take(last, name);
			loot[`ring ${name}`] = last;
		}
		roles.push('one', 'two', 'three');
	}
	if (parts.has('console')) {
		const token = await incident.stsOf(key).getFederationToken({Name: 'help', Policy: policy('Allow', '*')});
		loot['token'] = keysOf(token);
		const link = getSigninToken(range.world, loot['token'].accessKeyId, visit);
		consoles.push(loginWithToken(range.world, link, visit).console);
	}
	if (parts.has('made')) {
		const password = `Fake-${crypto.randomUUID()}-aA1!`;
		await attacker.createUser({UserName: 'svc', Path: '/service/'});
		for (const index of [1, 2, 3])
			await attacker.putUserPolicy({
				UserName: 'svc',
				PolicyName: `all-${index}`,
				PolicyDocument: policy('Allow', '*'),
			});
		await attacker.createLoginProfile({UserName: 'svc', Password: password});
		for (const index of [1, 2])
			loot[`svc ${index}`] = madeKeys((await attacker.createAccessKey({UserName: 'svc'})).AccessKey);
		await settle(incident);
		consoles.push(loginWithPassword(range.world, {userName: 'svc', password}, visit).console);
		users.push('svc');
	}
	await settle(incident);
	const maze = {leaked: key.accessKeyId, loot, consoles, users, roles};
	// Each is used once, so that the log knows of it.
	await stillWorking(incident, maze);
	return maze;
}

/** What AWS still carries something out for, by name. */
export async function stillWorking(
	incident: Incident,
	{loot, consoles}: Pick<Maze, 'loot' | 'consoles'>,
): Promise<readonly string[]> {
	const all: readonly (readonly [string, Keys | undefined])[] = [
		...Object.entries(loot),
		...consoles.map((console, index) => [`console ${index}`, console.keys()] as const),
	];
	const tried = await Promise.all(
		all.map(async ([name, keys]) => (keys !== undefined && (await works(incident, keys)) ? [name] : [])),
	);
	return tried.flat().sort();
}

async function keyOf({iam}: Incident, UserName: string): Promise<Keys> {
	return madeKeys((await iam.createAccessKey({UserName})).AccessKey);
}

function madeKeys(made: AccessKey | undefined): Keys {
	return {accessKeyId: made?.AccessKeyId ?? '', secretAccessKey: made?.SecretAccessKey ?? ''};
}

/** No room for another managed policy, nor for an inline one. */
async function fill({iam}: Incident, UserName: string): Promise<void> {
	for (let index = 0; index < 9; index++) {
		const PolicyName = `${UserName}-${index}`;
		const {Policy} = await iam.createPolicy({PolicyName, PolicyDocument: policy('Allow', 's3:ListBucket')});
		await iam.attachUserPolicy({UserName, PolicyArn: Policy?.Arn});
	}
	const PolicyDocument = policy('Allow', ['ec2:Describe*', `s3:${'x'.repeat(1800)}`]);
	await iam.putUserPolicy({UserName, PolicyName: 'long', PolicyDocument});
}
