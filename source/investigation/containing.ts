import {everything} from '../casefile/event-query.ts';
import type {Grant} from '../domain/containment/grants.ts';
import {branchOf, holderOf, type Principal, principalKey} from '../domain/containment/principal.ts';
import {principalsOf} from '../domain/containment/principals-of.ts';
import type {ContainmentState} from '../domain/containment/state.ts';
import type {Credential} from '../domain/credential.ts';
import type {Identity} from '../domain/identity.ts';
import {isTemporary} from '../domain/key.ts';
import type {Handover} from '../domain/plan.ts';
import {type ContainOptions, contain, handoverOf, type Planned} from '../domain/plans/index.ts';
import {strangersOf, type Use, usesOfCredentials} from '../domain/uses.ts';
import type {Context} from './context.ts';
import {respondersGroups, respondersKeys} from './own-doing.ts';

/** Calls of a key that are looked at, the newest, to say who uses it. */
const calls = 500;

/** What is to be contained: one credential with what comes from it, or (null) the whole lineage. */
export type Root = string | null;

/** The credentials of a branch, each parent before its children. */
export function credentialsOf({store}: Context, root: Root): readonly Credential[] {
	const {credentials} = store.get();
	return root === null ? credentials : branchOf(credentials, root);
}

/** The users and roles behind a branch, and those that its calls name. */
export function principalsFor(context: Context, root: Root): readonly Principal[] {
	const {naming, profileRoles} = context.clues;
	const credentials = credentialsOf(context, root);
	const ids = new Set(credentials.map(({id}) => id));
	const events = [...naming].filter(
		({credential, onBehalfOf}) => root === null || ids.has(onBehalfOf ?? credential ?? ''),
	);
	return principalsOf(credentials, events, ownersOf(context), profileRoles);
}

/** ARNs of the users of keys, as IAM told them: a key that was never used names nobody in the log. */
export function ownersOf({store}: Context): ReadonlyMap<string, string> {
	const facts = [...store.get().facts.values()];
	return new Map(facts.flatMap(({id, userArn}) => (userArn === null ? [] : [[id, userArn]])));
}

/**
 * The plan that ends what the branch can still do, as the account looks in `state`.
 *
 * @param uses Who uses what, for what the plan says that it breaks; none where only the steps matter.
 */
export function planOf(
	context: Context,
	identity: Identity,
	root: Root,
	state: ContainmentState,
	uses: ReadonlyMap<string, readonly Use[]> = new Map(),
): Planned {
	return contain({...optionsOf(context, identity, root, state), uses});
}

/** What only others can do against the branch, as the account looks in `state`. */
export function handoverFor(
	context: Context,
	identity: Identity,
	root: Root,
	state: ContainmentState,
): readonly Handover[] {
	return handoverOf(optionsOf(context, identity, root, state));
}

function optionsOf(
	context: Context,
	identity: Identity,
	root: Root,
	state: ContainmentState,
): ContainOptions {
	const credentials = credentialsOf(context, root);
	return {
		credentials,
		state,
		responder: identity,
		account: identity.account,
		now: context.now(),
		keep: respondersKeys(context.store.get().journal),
		groups: respondersGroups(context.store.get().journal),
		owners: ownersOf(context),
		grants: grantsOf(context, credentials, state),
		gaps: context.clues.unreadProfiles,
	};
}

/** What the credentials granted, and the tokens of the users and roles behind them, whoever asked for those. */
function grantsOf(
	{clues}: Context,
	credentials: readonly Credential[],
	{principals}: ContainmentState,
): readonly Grant[] {
	const ids = new Set(credentials.map(({id}) => id));
	const keys = new Set(principals.map(({principal}) => principalKey(principal)));
	return clues.grants.filter(({credential, event}) => {
		if (credential !== null) return ids.has(credential);
		const holder = holderOf(event.principal);
		return holder !== null && keys.has(principalKey(holder));
	});
}

/**
 * Who uses the long-term keys of a branch, since an application may have those as well, and who else works as its users
 * and roles, as far as the calls of others were read.
 */
export function usesOf(
	context: Context,
	root: Root,
	principals: readonly Principal[],
): ReadonlyMap<string, readonly Use[]> {
	const {casefile, clues, lineage} = context;
	const keys = credentialsOf(context, root).filter(({id}) => !isTemporary(id));
	const rows = keys.flatMap(({id}) => casefile.pages.from({...everything, credentials: [id]}, null, calls));
	const strangers = strangersOf(principals, clues.strangers, credential => lineage.has(credential));
	return new Map([...usesOfCredentials(rows), ...strangers]);
}
