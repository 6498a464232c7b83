import type {IAM} from '@aws-sdk/client-iam';
import {holderOf} from '../domain/containment/principal.ts';
import type {Forecast} from '../domain/forecast.ts';
import type {Identity} from '../domain/identity.ts';
import type {Plan, Step} from '../domain/plan.ts';
import {textOf} from '../domain/text.ts';
import type {Clients} from './clients.ts';
import {findOperation} from './operations.ts';
import {mapLimited} from './parallel.ts';
import {readable} from './readable.ts';

/** Questions under way at a time. */
const asking = 6;

/**
 * Asks IAM's simulator whether the responder may make the calls of a plan. A no is a reason to look, and a yes is no
 * promise: policies of the organization's are told as they are now, session policies and those of resources are not
 * (field guide §15). Throws only if the signal aborts.
 *
 * @returns by step id.
 */
export async function simulatePlan(
	clients: Clients,
	home: string,
	plan: Plan,
	identity: Identity,
	signal: AbortSignal,
): Promise<ReadonlyMap<string, Forecast>> {
	if (plan.steps.length === 0) return new Map();
	const iam = await clients.of('iam', home);
	const source = await readable(() => policySource(iam, identity.arn, signal));
	const answers = await mapLimited(plan.steps, asking, async (step): Promise<[string, Forecast]> => {
		if (source.value === null) return [step.id, {verdict: 'unknown', reason: source.error}];
		if (source.value === 'root') return [step.id, {verdict: 'allowed'}];
		const arn = source.value;
		const answer = await readable(() => askAbout(iam, arn, step, signal));
		return [step.id, answer.value ?? {verdict: 'unknown', reason: answer.error ?? ''}];
	});
	return new Map(answers);
}

/** The user or role whose policies decide: the simulator does not take a session for the role behind it. */
async function policySource(iam: IAM, arn: string, signal: AbortSignal): Promise<string> {
	const holder = holderOf(arn);
	if (holder === null) return 'root';
	if (holder.kind === 'user') return arn;
	// The ARN of a session has no path.
	const {Role} = await iam.getRole({RoleName: holder.name}, {abortSignal: signal});
	return Role?.Arn ?? holder.arn;
}

async function askAbout(iam: IAM, source: string, step: Step, signal: AbortSignal): Promise<Forecast> {
	const {service, operation, region, input} = step.call;
	const actions = findOperation(service, operation)?.actions ?? [];
	const [, partition, , , account] = source.split(':');
	const resource = await resourceOf(iam, step, `arn:${partition}`, `${region}:${account}`, signal);
	const policyArn = input['PolicyArn'];
	const {EvaluationResults = []} = await iam.simulatePrincipalPolicy(
		{
			PolicySourceArn: source,
			ActionNames: [...actions],
			ResourceArns: [resource],
			...(typeof policyArn === 'string'
				? {
						ContextEntries: [
							{ContextKeyName: 'iam:PolicyARN', ContextKeyType: 'string', ContextKeyValues: [policyArn]},
						],
					}
				: {}),
		},
		{abortSignal: signal},
	);
	const refused = EvaluationResults.find(({EvalDecision}) => EvalDecision !== 'allowed');
	if (refused === undefined) return {verdict: 'allowed'};
	const action = textOf(refused.EvalActionName) ?? operation;
	const how =
		refused.EvalDecision === 'explicitDeny'
			? `a policy denies ${action}`
			: `no policy of yours allows ${action}`;
	return {verdict: 'refused', reason: how};
}

/** ARN of what a step changes. Users and roles have paths, which only IAM knows. */
async function resourceOf(
	iam: IAM,
	{call: {service, input}}: Step,
	head: string,
	place: string,
	signal: AbortSignal,
): Promise<string> {
	const text = (name: string) => (typeof input[name] === 'string' ? input[name] : undefined);
	const [UserName, RoleName] = [text('UserName'), text('RoleName')];
	if (service === 'iam' && UserName !== undefined)
		return (await iam.getUser({UserName}, {abortSignal: signal})).User?.Arn ?? '*';
	if (service === 'iam' && RoleName !== undefined)
		return (await iam.getRole({RoleName}, {abortSignal: signal})).Role?.Arn ?? '*';
	if (service === 'lambda') return `${head}:lambda:${place}:function:${text('FunctionName')}`;
	const ids = input['InstanceIds'];
	const instance = text('InstanceId') ?? (Array.isArray(ids) ? ids[0] : undefined);
	return service === 'ec2' && instance !== undefined ? `${head}:ec2:${place}:instance/${instance}` : '*';
}
