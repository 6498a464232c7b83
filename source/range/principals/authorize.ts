import {type Answer, evaluate, type Question} from '../policy/evaluate.ts';
import {AwsError, type Permission} from '../service.ts';
import type {World} from '../world.ts';
import type {Principal} from './authenticate.ts';
import {type Circumstances, contextOf} from './context.ts';
import {layersOf} from './policies.ts';

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

/**
 * Evaluates one permission as AWS does: an explicit deny anywhere wins, then every layer that exists must allow. Root is
 * limited by service control policies only.
 */
export function refusal(
	{iam}: World,
	principal: Principal,
	permission: Permission,
	circumstances: Circumstances,
	grantedByResource = false,
): Refusal {
	const question: Question = {...permission, context: contextOf(principal, circumstances)};
	const controls = [...iam.serviceControlPolicies.values()];
	const layers = principal.kind === 'root' ? undefined : layersOf(iam, principal);
	const answers: [keyof typeof layerNames, Answer][] = [];
	if (controls.length > 0) answers.push(['control', evaluate(controls, question)]);
	if (layers?.boundary) answers.push(['boundary', evaluate(layers.boundary, question)]);
	if (layers?.session) answers.push(['session', evaluate(layers.session, question)]);
	if (layers) answers.push(['identity', evaluate(layers.identity, question)]);
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
