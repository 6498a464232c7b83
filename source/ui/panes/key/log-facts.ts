import type {Credential} from '../../../domain/credential.ts';
import {plural, principalName} from '../../text/names.ts';
import {stamp, type Zone} from '../../text/time.ts';
import type {Fact} from './facts.ts';

/** What a log says of a key, where there is no account to ask. */
export function factsFromLog(credential: Credential, zone: Zone): readonly Fact[] {
	const {principal, firstSeen, lastSeen, calls, denied, regions} = credential;
	const fact = (label: string, value: string): Fact => ({label, value, tone: 'text'});
	const seen = (time: number | null) => (time === null ? 'not seen' : stamp(time, zone));
	return [
		fact('user', principalName(principal) || 'not named in the log'),
		fact('account', principal?.split(':')[4] || 'not named in the log'),
		fact('first call', seen(firstSeen)),
		fact('last call', seen(lastSeen)),
		fact('calls', `${calls}, ${denied} of them denied`),
		fact(
			'regions',
			regions.length === 0 ? 'none' : `${plural(regions.length, 'region')}: ${regions.join(' ')}`,
		),
	];
}
