import type {GetDelegatedAccessTokenRequest, GetDelegatedAccessTokenResponse} from '@aws-sdk/client-sts';
import {AwsError, type Operation} from '../../service.ts';
import type {World} from '../../world.ts';
import {credentialsOf} from './common.ts';
import {mintRoleSession} from './mint.ts';

/** In seconds. */
const lifetime = 3600;

/**
 * The token with which a product's owner trades in the access that somebody delegated to it. On AWS it comes out of a
 * delegation request that was accepted in the console, for which there is no call to make.
 */
export function delegate({iam, random}: World, roleName: string): string {
	const token = random.text(64, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789');
	iam.delegations.set(token, roleName);
	return token;
}

export const GetDelegatedAccessToken: Operation<
	GetDelegatedAccessTokenRequest,
	GetDelegatedAccessTokenResponse
> = {
	readOnly: false,
	handle({TradeInToken: token = ''}, {world}) {
		const role = world.iam.roles.settled(world.iam.delegations.get(token) ?? '');
		if (role === undefined)
			throw new AwsError('ExpiredTradeInTokenException', 'The trade-in token is not valid');
		const session = mintRoleSession(world, role, 'delegated-access', lifetime);
		return {Credentials: credentialsOf(session), AssumedPrincipal: session.arn};
	},
};
