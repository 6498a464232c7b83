import {type Event, plainName} from '../event.ts';
import {isObject} from '../record.ts';
import {textOf} from '../text.ts';

/** What a call of a service hands to something that then runs code, or makes calls, with it. */
interface Gift {
	/** `role`: an ARN. `profile`: the name or ARN of an instance profile, which holds a role. */
	readonly what: 'role' | 'profile';
	/** The member of request or response that names it, in small letters. */
	readonly member: string;
	/** Calls that hand it over, without dates; absent: whatever call of the service names it and changes something. */
	readonly calls?: readonly string[];
}

const profile = {what: 'profile', member: 'iaminstanceprofile'} as const;
const role = (member: string): Gift => ({what: 'role', member});

/**
 * By source: whoever hands a role to one of these can have its sessions, without an event that says so: `PassRole` is none
 * (field guide §7). A role under which a service only fetches images or writes logs is not among them.
 */
const gifts: Readonly<Record<string, readonly Gift[]>> = {
	apprunner: [role('instancerolearn')],
	autoscaling: [profile],
	batch: [role('jobrolearn')],
	cloudformation: [role('rolearn')],
	codebuild: [role('servicerole')],
	ec2: [
		{
			...profile,
			calls: [
				'AssociateIamInstanceProfile',
				'ReplaceIamInstanceProfileAssociation',
				'RequestSpotFleet',
				'RequestSpotInstances',
				'RunInstances',
			],
		},
	],
	ecs: [role('taskrolearn')],
	elasticmapreduce: [{what: 'profile', member: 'jobflowrole'}],
	glue: [role('role'), role('rolearn')],
	// The code of a function that is there already runs with the role that it has.
	lambda: [role('role')],
	sagemaker: [role('executionrolearn'), role('rolearn')],
	scheduler: [role('rolearn')],
	ssm: [role('automationassumerole'), role('servicerolearn')],
	states: [role('rolearn')],
};

/** What a call handed over. */
export interface Given {
	readonly what: Gift['what'];
	/** Of a role its ARN, of a profile its name. */
	readonly name: string;
	/** `lambda` */
	readonly service: string;
}

/** Records are hostile: deeper than this nothing is looked for. */
const deepest = 12;

/** What the call handed over, each once; nothing for a failed one and for those that only look. */
export function givenBy(event: Event): readonly Given[] {
	const service = serviceOf(event);
	const rows = giftsOf(event);
	if (rows.length === 0 || event.errorCode !== null || event.readOnly === true) return [];
	const found = new Map<string, Given>();
	const {requestParameters, responseElements} = event.record;
	for (const [member, value] of [...members(requestParameters), ...members(responseElements)]) {
		for (const {what} of rows.filter(gift => gift.member === member)) {
			const name = what === 'role' ? roleArn(value) : profileName(value);
			if (name !== null) found.set(`${what} ${name}`, {what, name, service});
		}
	}
	return [...found.values()];
}

/** Whether a call of that name can hand something over. */
export function canGive(event: Pick<Event, 'source' | 'name'>): boolean {
	return giftsOf(event).length > 0;
}

function giftsOf({source, name}: Pick<Event, 'source' | 'name'>): readonly Gift[] {
	const service = serviceOf({source});
	const rows = Object.hasOwn(gifts, service) ? (gifts[service] ?? []) : [];
	return rows.filter(({calls}) => calls?.includes(plainName(name)) ?? true);
}

function serviceOf({source}: Pick<Event, 'source'>): string {
	return source.replace(/\.amazonaws\.com$/, '');
}

/** Every member of a structure by its name in small letters; of a list each item under the list's name. */
function* members(value: unknown, name = '', depth = 0): Generator<readonly [string, unknown]> {
	if (depth > deepest) return;
	if (Array.isArray(value)) {
		for (const item of value) yield* members(item, name, depth + 1);
		return;
	}
	if (name !== '') yield [name, value];
	if (!isObject(value)) return;
	for (const [key, member] of Object.entries(value)) yield* members(member, key.toLowerCase(), depth + 1);
}

function roleArn(value: unknown): string | null {
	const text = textOf(value);
	return text !== null && /^arn:[^:]*:iam::\d{12}:role\/./.test(text) ? text : null;
}

/** A profile is named as a whole, or by a name or an ARN in small or capital letters. */
function profileName(value: unknown): string | null {
	if (isObject(value)) {
		const of = new Map(Object.entries(value).map(([key, member]) => [key.toLowerCase(), member]));
		return profileName(of.get('arn')) ?? profileName(of.get('name'));
	}
	return textOf(value)?.split('/').at(-1) ?? null;
}
