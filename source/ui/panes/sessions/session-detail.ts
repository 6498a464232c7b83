import type {Ancestor, Credential} from '../../../domain/credential.ts';
import {plural, principalName} from '../../text/names.ts';
import {moment} from '../../text/time.ts';
import type {View} from '../../view/state.ts';

type Reading = Pick<View, 'now' | 'zone'>;

/** Everything of one credential, part by part: what it is, where it came from, where it was seen. */
export function sessionDetail(credential: Credential, reading: Reading): readonly (string | null)[] {
	const at = (time: number) => moment(time, reading.now, reading.zone);
	const {id, principal, hop, parent, origin, regions, firstSeen, lastSeen, expires} = credential;
	const [taker] = origin;
	return [
		id,
		principalName(principal),
		hop === null ? null : `${hop.eventName} at ${at(hop.time)} by ${parent ?? 'nobody known'}`,
		hop?.inferred === true ? `inferred: ${hop.reason ?? 'no record names it'}` : null,
		taker === undefined ? null : takenBy(taker, at(taker.hop.time)),
		firstSeen === null || lastSeen === null ? 'no call of it was read' : seen(at(firstSeen), at(lastSeen)),
		expires === null ? null : `expires ${at(expires)}`,
		regions.length === 0 ? null : `in ${plural(regions.length, 'region')}: ${regions.join(' ')}`,
	];
}

/** Who got a key that is under investigation from AWS. */
function takenBy({principal, credential, sourceIp, hop}: Ancestor, at: string): string {
	const who = principalName(principal) || (credential ?? 'somebody');
	return `taken by ${who}${sourceIp === null ? '' : ` from ${sourceIp}`}, ${hop.eventName} at ${at}`;
}

function seen(first: string, last: string): string {
	return first === last ? `seen at ${first}` : `seen from ${first} to ${last}`;
}
