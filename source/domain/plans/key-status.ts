import type {Credential} from '../credential.ts';
import {isoTime} from '../event.ts';
import type {KeyFacts} from '../key-facts.ts';
import {aboutUser} from './key-calls.ts';
import type {Planned} from './planned.ts';
import {survivors} from './survivors.ts';

/** Makes the key Inactive: reversible, and it keeps the key's last use readable (field guide §3). */
export function disableKey(facts: KeyFacts, lineage: readonly Credential[]): Planned {
	return setStatus(facts, 'Inactive', 'stops every call that is signed with the key', [
		...lastUse(facts),
		'IAM takes some seconds to obey, and somebody with IAM rights can use them to undo it: look again afterwards',
		...survivors(facts, lineage),
	]);
}

/** Makes the key Active again, for an application that cannot do without it yet. */
export function enableKey(facts: KeyFacts): Planned {
	return setStatus(facts, 'Active', 'lets what depends on the key work again', [
		'everybody who has the leaked secret can use it again, the attacker too',
	]);
}

function setStatus(
	facts: KeyFacts,
	status: 'Active' | 'Inactive',
	why: string,
	consequences: readonly string[],
): Planned {
	const was = status === 'Active' ? 'Inactive' : 'Active';
	const call = aboutUser(facts, 'UpdateAccessKey', {AccessKeyId: facts.id, Status: status});
	if ('reason' in call) return call;
	if (facts.status.value === status) return {reason: `${facts.id} is ${status.toLowerCase()} already`};
	const undo = {...call, input: {...call.input, Status: was}};
	return {
		title: `${status === 'Active' ? 'Enable' : 'Disable'} ${facts.id} of ${facts.userName}`,
		steps: [{id: 'status', call, target: facts.id, why, danger: 'reversible', undo, after: []}],
		consequences,
		confirmation: null,
	};
}

/** Who breaks: the last use is what IAM knows of that, hours late, and never a proof of disuse (field guide §10). */
function lastUse({lastUsed}: KeyFacts): readonly string[] {
	const use = lastUsed.value;
	if (use === null) return ['an application that uses the key stops working'];
	const when = isoTime(use.time) ?? 'at an unknown time';
	return [
		`an application that uses the key stops working; last use known to IAM: ${when}, ${use.service}, ${use.region}`,
	];
}
