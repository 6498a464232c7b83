import {AssumeRoleCommand, GetFederationTokenCommand, STSClient} from '@aws-sdk/client-sts';
import type {Actor, Hand} from '../actor.ts';
import type {Origin} from '../wire.ts';
import {again, type Stronghold} from './stronghold.ts';

const everything = JSON.stringify({
	Version: '2012-10-17',
	Statement: [{Effect: 'Allow', Action: '*', Resource: '*'}],
});

/** Takes a role. */
export const takeRole =
	({accountId}: Stronghold, role: string) =>
	async (hand: Hand) => {
		const {Credentials} = await hand.client(STSClient).send(
			new AssumeRoleCommand({
				RoleArn: `arn:aws:iam::${accountId}:role/${role}`,
				RoleSessionName: 'botocore-session-1732442090',
			}),
		);
		hand.take(again(role), 'session', Credentials);
	};

/** Asks for a federation token. */
export async function takeToken(hand: Hand): Promise<void> {
	const {Credentials} = await hand
		.client(STSClient)
		.send(new GetFederationTokenCommand({Name: 'aws-support-2', Policy: everything}));
	hand.take('federation again', 'federation', Credentials);
}

/** Opens the consoles that are lost: with the password, and with any federation token that is still known. */
export function reopenConsoles(
	actor: Actor,
	{browser, login}: Stronghold,
	script: Origin,
	isLost: (name: string) => boolean,
): void {
	if (isLost('password console')) {
		quietly(() => browser.login('password console', login, login.maker, 'us-east-1'));
	}
	for (const name of ['federation', 'federation again']) {
		const token = actor.held(name);
		if (token && isLost(`${name} console`)) {
			quietly(() => browser.federate(`${name} console`, token.accessKeyId, script, 'us-east-1'));
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
