import type {Event} from './event.ts';
import {isObject} from './record.ts';
import {sanitise} from './text.ts';

/** Names of parameters that say what a call acts on, the most telling first (compared in lower case). */
const telling = [
	...['instanceId', 'instanceName', 'instanceNames', 'functionName', 'userName', 'roleName', 'groupName'],
	...['instanceProfileName', 'accountName', 'accountId', 'roleArn', 'secretId', 'bucketName', 'bucket'],
	...['groupId', 'keyPairName', 'keyName', 'modelId', 'keyId', 'policyArn', 'policyName', 'accessKeyId'],
	...[
		'launchTemplateId',
		'autoScalingGroupName',
		'cluster',
		'serviceName',
		'volumeId',
		'snapshotId',
		'imageId',
	],
	...['resourceArn', 'resourceId', 'resourceName', 'name', 'arn', 'id'],
].map(key => key.toLowerCase());

/** Said beside the target, because the target alone does not tell enough: which policy, which session. */
const companions = ['policyArn', 'policyName', 'accessKeyId', 'roleSessionName'].map(key =>
	key.toLowerCase(),
);

/** Anything else that ends like an identifier will do, unless it names the request rather than its object. */
const identifying = /(name|id|arn|identifier|url)s?$/;
const noise = /token|request|version|owner|zone|marker|session|filter/;

/** Texts longer than this many characters are cut: a target is a few words, not a document. */
const longest = 120;

/** Names that tell something only near the top: further down they name parts, such as availability zones. */
const shallow = new Set(['name', 'arn', 'id']);

/** How deep parameters are searched; newer EC2 calls nest everything under `CreateFleetRequest` (field guide §7). */
const deepest = 5;

/**
 * What a call acted on, in a few words, sanitised; null where the record does not say. Taken from the request, from the
 * ids in the response, or, for denied calls, which lose their parameters, from the end of the error message
 * (field guide §7).
 */
export function targetOf(event: Event): string | null {
	const made = new Map<string, string[]>();
	collect(event.record['responseElements'], '', made, 0);
	const asked = new Map<string, string[]>();
	collect(event.record['requestParameters'], '', asked, 0);
	const leaves = new Map([...asked, ...[...made].filter(([name]) => !asked.has(name))]);
	const key = telling.find(name => leaves.has(name)) ?? [...leaves.keys()].find(isIdentifying);
	if (key === undefined) return fromError(event.errorMessage);
	const companion = companions.find(name => name !== key && leaves.has(name));
	const words = [summary(leaves.get(key) ?? [])];
	if (companion !== undefined) words.push(summary(leaves.get(companion) ?? []));
	return capped(words.join(' '));
}

function isIdentifying(key: string): boolean {
	return identifying.test(key) && !noise.test(key);
}

/** Gathers texts by the lower-case name nearest above them: `items`, `item`, `member` and `content` only wrap. */
function collect(value: unknown, key: string, into: Map<string, string[]>, depth: number): void {
	if (depth > deepest) return;
	if (typeof value === 'string') {
		if (
			value === '' ||
			key === '' ||
			(shallow.has(key) && depth > 2) ||
			value === 'HIDDEN_DUE_TO_SECURITY_REASONS'
		)
			return;
		const known = into.get(key);
		if (known === undefined) into.set(key, [value]);
		else if (known.length < 100 && !known.includes(value)) known.push(value);
	} else if (Array.isArray(value)) {
		for (const item of value.slice(0, 100)) collect(item, key, into, depth + 1);
	} else if (isObject(value)) {
		for (const [name, child] of Object.entries(value).slice(0, 100)) {
			const lower = name.toLowerCase();
			if (lower === 'filterset' || lower === 'filters' || lower.startsWith('tag')) continue;
			collect(child, /^(items?|member|content)$/.test(lower) ? key : lower, into, depth + 1);
		}
	}
}

/** `i-1 +2`: the first, and how many more. */
function summary(values: readonly string[]): string {
	const first = shortened(values[0] ?? '');
	return values.length > 1 ? `${first} +${values.length - 1}` : first;
}

/** An ARN says its resource last: `arn:aws:iam::123456789012:role/admin` is `role/admin`. */
function shortened(text: string): string {
	return /^arn:[^:]*:[^:]*:[^:]*:[^:]*:(.+)$/s.exec(text)?.[1] ?? text;
}

function fromError(message: string | null): string | null {
	const resource = /on resource: (\S+)/.exec(message ?? '')?.[1];
	return resource === undefined || resource === '*' ? null : capped(shortened(resource));
}

function capped(text: string): string {
	const safe = sanitise(text);
	return safe.length > longest ? `${safe.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…` : safe;
}
