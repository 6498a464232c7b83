import type * as api from '@aws-sdk/client-iam';
import {parsePolicy} from '../../policy/document.ts';
import {applies, evaluate, type Question} from '../../policy/evaluate.ts';
import type {Context} from '../../policy/pattern.ts';
import {answersOf, controlsOn} from '../../principals/authorize.ts';
import {given, type Layers, type Source, standingLayers} from '../../principals/policies.ts';
import type {Call, Operation} from '../../service.ts';
import {keysAsked} from './context-keys.ts';
import {invalid, malformedPolicy, noSuchEntity} from './errors.ts';
import {page} from './page.ts';

/** What is to be simulated: the layers, and the service control policies that bind whoever has them. */
interface Subject {
	readonly layers: Layers;
	readonly controls: readonly string[];
}

const decisions = {allow: 'allowed', deny: 'explicitDeny', none: 'implicitDeny'} as const;

/** The simulator knows of a request only what it is told: keys that conditions ask for are missing otherwise. */
function contextOf(entries: readonly api.ContextEntry[] = []): Context {
	return new Map(
		entries.map(({ContextKeyName = '', ContextKeyValues: [value = ''] = []}) => [
			ContextKeyName.toLowerCase(),
			value,
		]),
	);
}

function resultOf({layers, controls}: Subject, question: Question): api.EvaluationResult {
	const answers = answersOf(layers, controls, question);
	const said = answers.map(([, answer]) => answer);
	const answer = said.includes('deny') ? 'deny' : said.includes('none') ? 'none' : 'allow';
	const sources = [...layers.identity, ...(layers.boundary ?? [])];
	const texts = [...sources.map(({text}) => text), ...controls];
	return {
		EvalActionName: question.action,
		EvalResourceName: question.resource,
		EvalDecision: decisions[answer],
		MatchedStatements: sources.flatMap(source => matched(source, question)),
		MissingContextValues: keysAsked(texts, question).filter(key => !question.context.has(key.toLowerCase())),
		...(controls.length > 0
			? {OrganizationsDecisionDetail: {AllowedByOrganizations: evaluate(controls, question) === 'allow'}}
			: {}),
		...(layers.boundary
			? {
					PermissionsBoundaryDecisionDetail: {
						AllowedByPermissionsBoundary: answers.find(([layer]) => layer === 'boundary')?.[1] === 'allow',
					},
				}
			: {}),
	};
}

const matched = ({id, type, text}: Source, question: Question): api.Statement[] =>
	(parsePolicy(text) ?? [])
		.filter(statement => applies(statement, question))
		.map(() => ({SourcePolicyId: id, SourcePolicyType: type}));

interface Simulated {
	readonly ActionNames: readonly string[] | undefined;
	readonly ResourceArns?: readonly string[] | undefined;
	readonly ContextEntries?: readonly api.ContextEntry[] | undefined;
	readonly Marker?: string | undefined;
	readonly MaxItems?: number | undefined;
}

/** Every action on every resource, in the order of the request. */
function simulate(subject: Subject, input: Simulated): api.SimulatePolicyResponse {
	const {ActionNames = [], ResourceArns = ['*'], ContextEntries} = input;
	const unreadable = ActionNames.find(name => !/^[\w-]+:[\w*]+$/.test(name));
	if (unreadable !== undefined) throw invalid(`Invalid action name: ${unreadable.slice(0, 128)}`);
	const context = contextOf(ContextEntries);
	const results = ActionNames.flatMap(action =>
		ResourceArns.map(resource => resultOf(subject, {action, resource, context})),
	);
	const {items, rest} = page(results, input);
	return {EvaluationResults: items, ...rest};
}

/** The policies of a request. Throws MalformedPolicyDocument where one is none. */
function checked(texts: readonly string[] = []): Source[] {
	if (texts.some(text => parsePolicy(text) === null)) throw malformedPolicy();
	return texts.map(given);
}

/** Throws NoSuchEntity. */
function layersOfArn(arn: string, {world: {iam}}: Call): Layers {
	const [, kind, name = ''] = /:(user|role|group)\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
	const user = kind === 'user' ? iam.users.settled(name) : undefined;
	const role = kind === 'role' ? iam.roles.settled(name) : undefined;
	const group = kind === 'group' ? iam.groups.settled(name) : undefined;
	if (user?.arn === arn) return standingLayers(iam, user, 'user');
	if (role?.arn === arn) return standingLayers(iam, role, 'role');
	if (group?.arn === arn) return standingLayers(iam, group, 'group');
	throw noSuchEntity(`The entity ${arn.slice(0, 256)} cannot be found.`);
}

/**
 * Answers from the same evaluation as authorization itself, and so from what has taken effect. Sessions and resource
 * policies are left out, as they are on AWS (field guide §15).
 */
export const SimulatePrincipalPolicy: Operation<
	api.SimulatePrincipalPolicyRequest,
	api.SimulatePolicyResponse
> = {
	permissions: ({PolicySourceArn: resource = '*'}) => [{action: 'iam:SimulatePrincipalPolicy', resource}],
	handle(input, call) {
		const standing = layersOfArn(input.PolicySourceArn ?? '', call);
		const boundary = input.PermissionsBoundaryPolicyInputList;
		const layers = {
			...standing,
			identity: [...standing.identity, ...checked(input.PolicyInputList)],
			...(boundary ? {boundary: checked(boundary)} : {}),
		};
		return simulate({layers, controls: controlsOn(call.world, {})}, input);
	},
};

export const SimulateCustomPolicy: Operation<api.SimulateCustomPolicyRequest, api.SimulatePolicyResponse> = {
	permissions: () => [{action: 'iam:SimulateCustomPolicy', resource: '*'}],
	handle(input) {
		const boundary = input.PermissionsBoundaryPolicyInputList;
		const layers: Layers = {
			identity: checked(input.PolicyInputList),
			...(boundary ? {boundary: checked(boundary)} : {}),
			scopes: [],
		};
		return simulate({layers, controls: []}, input);
	},
};

export const GetContextKeysForPrincipalPolicy: Operation<
	api.GetContextKeysForPrincipalPolicyRequest,
	api.GetContextKeysForPolicyResponse
> = {
	permissions: ({PolicySourceArn: resource = '*'}) => [
		{action: 'iam:GetContextKeysForPrincipalPolicy', resource},
	],
	handle({PolicySourceArn = '', PolicyInputList}, call) {
		const {identity, boundary = []} = layersOfArn(PolicySourceArn, call);
		const texts = [...identity, ...boundary, ...checked(PolicyInputList)].map(({text}) => text);
		return {ContextKeyNames: keysAsked(texts)};
	},
};
