import {type Event, plainName} from '../event.ts';
import type {Step} from '../plan.ts';
import {valueAt} from '../record.ts';
import {type Resource, resourceKey} from '../resource.ts';
import {textOf} from '../text.ts';
import type {Created, Kind} from './kind.ts';

/** Lambda functions, with all their versions, aliases and URLs. */
export const lambdaFunction: Kind = {
	kind: 'lambda-function',
	title: 'Lambda functions',
	service: 'lambda',
	verb: 'delete',
	created,
	remove,
	consequences: () => [
		'the code, settings and URLs of the functions are lost: save evidence first',
		'their roles and logs stay; EventBridge, Scheduler and CloudFormation can make a function anew',
	],
};

/** The event's name carries a date (field guide §7): `CreateFunction20150331`. */
function created(event: Event): readonly Created[] {
	if (event.source !== 'lambda.amazonaws.com' || event.errorCode !== null) return [];
	if (plainName(event.name) !== 'CreateFunction') return [];
	const id =
		textOf(valueAt(event.record, 'responseElements.functionName')) ??
		nameIn(textOf(valueAt(event.record, 'requestParameters.functionName')));
	return id === null ? [] : [{id, region: event.region}];
}

/** A request may name the function by its ARN, whole or in part. */
function nameIn(text: string | null): string | null {
	return /(?:^|:function:)([^:]+)$/.exec(text ?? '')?.[1] ?? text;
}

function remove(resource: Resource): readonly Step[] {
	return [
		{
			id: resourceKey(resource),
			call: {
				service: 'lambda',
				operation: 'DeleteFunction',
				region: resource.region,
				input: {FunctionName: resource.id},
			},
			target: resource.id,
			why: 'removes the function and every way to call it',
			danger: 'irreversible',
			undo: null,
			after: [],
		},
	];
}
