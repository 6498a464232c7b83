import {AssumeRoleCommand, GetFederationTokenCommand, STSClient} from '@aws-sdk/client-sts';
import type {Actor, Hand} from '../actor.ts';
import type {Origin} from '../wire.ts';
import {again, type Stronghold} from './stronghold.ts';

const everything = JSON.stringify({
	Version: '2012-10-17',
	Statement: [{Effect: 'Allow', Action: '*', Resource: '*'}],
});

/** Takes a role again, whoever of the credentials may: `by` is asked first, be it a key or another role's session. */
export function retakeRole(
	actor: Actor,
	{accountId}: Stronghold,
	role: string,
	by: string,
): Promise<boolean> {
	return actor.attempt({
		by,
		async act(hand) {
			const {Credentials} = await hand.client(STSClient).send(
				new AssumeRoleCommand({
					RoleArn: `arn:aws:iam::${accountId}:role/${role}`,
					RoleSessionName: 'botocore-session-1732442090',
				}),
			);
			hand.take(again(role), 'session', Credentials);
		},
	});
}

/** Another federation token, from whichever key still gets one. */
export function retakeToken(actor: Actor): Promise<boolean> {
	return actor.attempt({
		by: 'federation again',
		async act(hand: Hand) {
			const {Credentials} = await hand
				.client(STSClient)
				.send(new GetFederationTokenCommand({Name: 'aws-support-2', Policy: everything}));
			hand.take('federation again', 'federation', Credentials);
		},
	});
}

/** The console again: with the password, and with any federation token that is still known. */
export function reopenConsoles(actor: Actor, {browser, login}: Stronghold, script: Origin): void {
	if (!actor.has('password console') || actor.isRefused('password console')) {
		quietly(() => browser.login('password console', login, login.maker, 'us-east-1'));
	}
	for (const name of ['federation', 'federation again']) {
		const token = actor.held(name);
		const console = `${name} console`;
		if (token && (!actor.has(console) || actor.isRefused(console))) {
			quietly(() => browser.federate(console, token.accessKeyId, script, 'us-east-1'));
		}
	}
}

function quietly(act: () => void): void {
	try {
		act();
	} catch {
		// The sign-in page refuses; the next round asks again.
	}
}
