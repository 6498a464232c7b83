import {GetUserCommand, IAMClient, ListGroupsCommand, ListUsersCommand} from '@aws-sdk/client-iam';
import {GetCallerIdentityCommand, STSClient} from '@aws-sdk/client-sts';
import type {Actor, Intent} from '../../actors/actor.ts';
import type {Beat} from '../../actors/timeline.ts';
import {NAMES} from './cast.ts';

const byKey = (act: Intent['act']): Intent => ({by: NAMES.key, alone: true, act});

/** One pass of the machine that makes accounts for new colleagues: mostly it finds that there are none. */
const PASS: readonly [Intent, ...Intent[]] = [
	byKey(hand => hand.client(STSClient).send(new GetCallerIdentityCommand({}))),
	byKey(hand => hand.client(IAMClient).send(new ListUsersCommand({}))),
	byKey(hand => hand.client(IAMClient).send(new ListGroupsCommand({}))),
	byKey(hand => hand.client(IAMClient).send(new GetUserCommand({UserName: 'chiara.neri'}))),
];

/** Its past: every four hours for four days. */
export function passes(application: Actor): Beat[] {
	return Array.from({length: 24}, (_, index) => 3 + index * 240).flatMap(ago =>
		PASS.map((intent, step) => ({ago: ago - step * 0.05, run: () => application.attempt(intent)})),
	);
}

/** What it does next, call after call. */
export function nextStep(application: Actor): () => Promise<boolean> {
	let step = 0;
	return () => application.attempt(PASS[step++ % PASS.length] ?? PASS[0]);
}
