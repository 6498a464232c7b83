import {isTemporary} from '../key.ts';
import type {KeyFacts} from '../key-facts.ts';
import {globalRegion, partitionOfArn} from '../partition.ts';
import type {AwsCall} from '../plan.ts';
import type {Impossible} from './planned.ts';

/** A call to IAM about the key's user, or why there can be none. */
export function aboutUser(
	facts: KeyFacts,
	operation: string,
	input: AwsCall['input'] = {},
): AwsCall | Impossible {
	if (isTemporary(facts.id)) {
		return {
			reason: `${facts.id} is temporary: nobody can change it, it expires or is revoked with its user or role`,
		};
	}
	if (facts.status.value === 'deleted') return {reason: `${facts.id} does not exist any more`};
	if (facts.userName === null) {
		return {reason: `the user of ${facts.id} is not known: ${facts.status.error ?? 'IAM does not name it'}`};
	}
	const region = globalRegion(partitionOfArn(facts.userArn));
	return {service: 'iam', operation, region, input: {UserName: facts.userName, ...input}};
}
