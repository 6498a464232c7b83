import type {Service} from '../service.ts';
import {isEnabled} from '../services/ec2/regions.ts';
import {isSignedWith, type Signature, signedAt} from '../sigv4.ts';
import type {HttpRequest} from '../wire/message.ts';
import {refuse} from '../wire/refusals.ts';
import type {World} from '../world.ts';
import {authenticate, type Principal} from './authenticate.ts';
import {isUnknownTo} from './limits.ts';

/** Requests signed further from the real time than this are refused, in ms. */
const skewAllowed = 15 * 60_000;

/**
 * The principal whose signature the request truly bears. Throws AwsError otherwise, in the protocol's own terms; so does
 * a region that the account has not enabled, for there nobody is known (field guide §11).
 */
export async function identify(
	world: World,
	request: HttpRequest,
	signature: Signature,
	service: Service,
): Promise<Principal> {
	if (!isEnabled(signature.region)) throw refuse(service, 'unknown');
	const principal = authenticate(world, signature.credential);
	if (principal === undefined || isUnknownTo(service, principal)) throw refuse(service, 'unknown');
	const {session} = principal;
	if (request.headers['x-amz-security-token'] !== session?.sessionToken) throw refuse(service, 'unknown');
	if (!(await isSignedWith(request, signature, principal.secretAccessKey)))
		throw refuse(service, 'signature');
	if (Math.abs(Date.now() - signedAt(signature)) > skewAllowed) {
		throw refuse(
			service,
			'signature',
			`Signature expired: ${signature.date} is not within 15 minutes of now`,
		);
	}
	if (session && session.expiresAt <= world.clock.now()) throw refuse(service, 'expired');
	return principal;
}
