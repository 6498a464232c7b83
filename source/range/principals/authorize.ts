import {type Answer, evaluate, type Question} from '../policy/evaluate.ts';
import {AwsError, type Permission} from '../service.ts';
import type {World} from '../world.ts';
import type {Principal} from './authenticate.ts';
import {type Circumstances, contextOf} from './context.ts';
import {type Layers, layersOf, type Source} from './policies.ts';

/** Null where the permission is given, else the rest of AWS's sentence: why it is not. */
export type Refusal = string | null;

/** AWS's sentence: `User: … is not authorized to perform: … on resource: … because …`. */
export function refusalText(arn: string, {action, resource}: Permission, why: string): string {
	return `User: ${arn} is not authorized to perform: ${action} on resource: ${resource} ${why}`.trimEnd();
}

/** Throws AccessDenied, in AWS's words, for the first of the permissions that the principal lacks. */
export function demand(
	world: World,
	principal: Principal,
	permissions: readonly Permission[],
	circumstances: Circumstances,
): void {
	for (const permission of permissions) {
		const why = refusal(world, principal, permission, circumstances);
		if (why !== null) throw new AwsError('AccessDenied', refusalText(principal.arn, permission, why), 403);
	}
}

/** For what every user may do unless a policy denies it: throws AccessDenied only on an explicit deny. */
export function demandNoDeny(
	world: World,
	principal: Principal,
	permission: Permission,
	circumstances: Circumstances,
): void {
	const why = refusal(world, principal, permission, circumstances);
	if (why?.startsWith('with an explicit deny')) {
		throw new AwsError('AccessDenied', refusalText(principal.arn, permission, why), 403);
	}
}

const layerNames = {
	control: 'service control policy',
	boundary: 'permissions boundary',
	session: 'session policy',
	identity: 'identity-based policy',
};

export type Layer = keyof typeof layerNames;

/**
 * Evaluates one permission as AWS does: an explicit deny anywhere wins, then every layer that exists must allow. Root is
 * limited by service control policies only.
 */
export function refusal(
	world: World,
	principal: Principal,
	permission: Permission,
	circumstances: Circumstances,
	grantedByResource = false,
): Refusal {
	// The range plays one account: whoever went on into another one finds nothing there that they may do.
	if (principal.accountId !== world.accountId) {
		return `because no ${layerNames.identity} allows the ${permission.action} action`;
	}
	const question: Question = {...permission, context: contextOf(principal, circumstances)};
	const layers = principal.kind === 'root' ? {scopes: []} : layersOf(world.iam, principal);
	const answers = answersOf(layers, controlsOn(world, principal), question);
	for (const [layer, answer] of answers) {
		const article = layer === 'identity' ? 'an' : 'a';
		if (answer === 'deny') return `with an explicit deny in ${article} ${layerNames[layer]}`;
	}
	for (const [layer, answer] of answers) {
		if (answer === 'none' && !(layer === 'identity' && grantedByResource)) {
			return `because no ${layerNames[layer]} allows the ${permission.action} action`;
		}
	}
	return null;
}

/** What each layer that exists says to the question. */
export function answersOf(
	{boundary, session, scopes, identity}: Partial<Layers> & Pick<Layers, 'scopes'>,
	controls: readonly string[],
	question: Question,
): [Layer, Answer][] {
	const say = (sources: readonly Source[]) => evaluate(texts(sources), question);
	const answers: [Layer, Answer][] = [];
	if (controls.length > 0) answers.push(['control', evaluate(controls, question)]);
	if (boundary) answers.push(['boundary', say(boundary)]);
	if (session) answers.push(['session', say(session)]);
	for (const scope of scopes) answers.push(['session', say(scope)]);
	if (identity) answers.push(['identity', say(identity)]);
	return answers;
}

const texts = (sources: readonly Source[]): string[] => sources.map(({text}) => text);

/**
 * The service control policies that bind a principal: neither the management account of an organization nor a
 * service-linked role is bound by any (field guide §3, §14).
 */
export function controlsOn(
	{iam, organizations, accountId}: World,
	{session}: Pick<Principal, 'session'>,
): string[] {
	const isManagement = organizations.organization?.managementAccountId === accountId;
	const isLinked = session?.role?.arn.includes(':role/aws-service-role/') === true;
	return isManagement || isLinked ? [] : [...iam.serviceControlPolicies.values()];
}
