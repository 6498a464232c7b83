import {isFederated, type Principal} from '../containment/principal.ts';
import type {Credential} from '../credential.ts';
import {isoTime} from '../event.ts';
import {globalRegion, partitionOfArn} from '../partition.ts';
import type {Handover, Step} from '../plan.ts';
import {cliCommand} from './cli.ts';

/** AWS's limit for a service control policy, in characters; white space that a tool saves counts. */
const longest = 5120;

/**
 * The service control policy that holds where IAM is too slow (field guide §3), as text: it is the management account's
 * to attach. By `aws:PrincipalArn`, which is a role's for its sessions and a token's own for federated users.
 */
export function controlPolicies(
	account: string,
	principals: readonly Principal[],
	credentials: readonly Credential[],
): readonly Handover[] {
	const federated = credentials.filter(isFederated).flatMap(({principal}) => principal ?? []);
	const own = principals
		.filter(principal => principal.account === account)
		.flatMap(({arn}) => [arn, ...withPath(arn)]);
	const parts = split([...new Set([...own, ...federated])]);
	return parts.map((part, index) => {
		const name = `leaktui-contain-${account}${parts.length === 1 ? '' : `-${index + 1}`}`;
		return {
			what: `for whoever has the management account (not for that account itself): denies everything to what the lineage holds in ${account}, at once and whatever they do in IAM`,
			text: [
				`cat > ${name}.json <<'EOF'`,
				controlPolicy(part),
				'EOF',
				`aws organizations create-policy --type SERVICE_CONTROL_POLICY --name ${name} --description 'leaked key: contain' --content file://${name}.json`,
				`aws organizations attach-policy --target-id ${account} --policy-id POLICY-ID-OF-THE-ANSWER`,
			].join('\n'),
		};
	});
}

/** Roles of other accounts: their owners can deny them everything. */
export function otherAccounts(account: string, principals: readonly Principal[]): readonly Handover[] {
	const foreign = Map.groupBy(
		principals.filter(principal => principal.account !== account),
		principal => principal.account,
	);
	return Array.from(foreign, ([owner, theirs]) => ({
		what: `for whoever has account ${owner}: denies everything to what the lineage holds there`,
		text: theirs.map(denial).join('\n'),
	}));
}

/** Sessions of the root user, which no policy of the account limits (field guide §1). */
export function rootSessions(credentials: readonly Credential[]): readonly Handover[] {
	const roots = credentials.filter(({status}) => status === 'unrevocable');
	if (roots.length === 0) return [];
	const lines = roots.map(
		({id, expires}) => `${id} until ${expires === null ? 'it expires' : isoTime(expires)}`,
	);
	return [
		{
			what: 'for whoever has the management account: sessions of the root user end by a service control policy or by themselves',
			text: [...lines, controlPolicy(roots.flatMap(({principal}) => principal ?? []))].join('\n'),
		},
	];
}

function controlPolicy(arns: readonly string[]): string {
	return JSON.stringify({
		Version: '2012-10-17',
		Statement: [
			{
				Sid: 'LeaktuiContain',
				Effect: 'Deny',
				Action: '*',
				Resource: '*',
				Condition: {ArnLike: {'aws:PrincipalArn': arns}},
			},
		],
	});
}

/** The lists that fit into one policy each. */
function split(arns: readonly string[]): readonly (readonly string[])[] {
	const parts: string[][] = [];
	for (const arn of arns) {
		const part = parts.at(-1);
		if (part !== undefined && controlPolicy([...part, arn]).length <= longest) part.push(arn);
		else parts.push([arn]);
	}
	return parts;
}

/** A session does not tell the path of its role, so any path is meant; no other name that ends alike. */
function withPath(arn: string): readonly string[] {
	const [, head, name] = /^(arn:[^:]*:iam::\d{12}:role\/)([^/]+)$/.exec(arn) ?? [];
	return head === undefined ? [] : [`${head}*/${name}`];
}

function denial({kind, name, arn}: Principal): string {
	const partition = partitionOfArn(arn);
	return cliCommand({
		service: 'iam',
		operation: kind === 'user' ? 'AttachUserPolicy' : 'AttachRolePolicy',
		region: globalRegion(partition),
		input: {
			...(kind === 'user' ? {UserName: name} : {RoleName: name}),
			PolicyArn: `arn:${partition}:iam::aws:policy/AWSDenyAll`,
		},
	});
}

/** Steps on the responder's own user or role, for somebody else to run. */
export function commandsFor(steps: readonly Step[]): readonly Handover[] {
	if (steps.length === 0) return [];
	return [
		{
			what: 'for a colleague with other credentials: contains the user or role that you work as',
			text: steps.map(({call}) => cliCommand(call)).join('\n'),
		},
	];
}
