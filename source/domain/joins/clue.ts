import {type Event, timeOf} from '../event.ts';
import {issueOf} from '../hop.ts';
import {isServiceMade} from '../on-behalf.ts';
import {valueAt} from '../record.ts';
import {textOf} from '../text.ts';
import {type Copy, copyOf} from './copy.ts';

/** What an event says of who made it, where the key id does not tell: the evidence for a join. */
export interface Clue {
	/**
	 * `sign-in`: somebody came into the console; `call`: somebody signed with a key; `bearer`: somebody showed a bearer
	 * token; `issue`: somebody was given a temporary key.
	 */
	readonly kind: 'sign-in' | 'call' | 'bearer' | 'issue';
	/** The key that signed or that was given out; null where there is none. */
	readonly credential: string | null;
	/** Who asked, where a key was given out: a service, an unknown, or a credential. */
	readonly asker: string | null;
	/** ARN of the principal; of the new one, where a key was given out or a role was switched to. */
	readonly arn: string;
	/** ARN from which a role was switched to. */
	readonly from: string | null;
	/** Unique id of the user or role, which no other ever has again; null: not said. */
	readonly principalId: string | null;
	readonly sourceIp: string | null;
	/** ms since the epoch at which the session began; 0: not said. */
	readonly began: number;
	/** A sign-in that let nobody in, or only part of the way. */
	readonly failed: boolean;
	/** Where the call is recorded in two accounts, which of the records this is. */
	readonly copy: Copy | null;
	readonly event: {readonly id: string; readonly name: string; readonly time: number};
}

/** Null where the event says nothing that could join it: no principal, no time, or a service's doing (field guide §19). */
export function clueOf(event: Event): Clue | null {
	if (event.time === 0) return null;
	const base = {
		from: null,
		asker: null,
		failed: false,
		copy: null,
		sourceIp: event.sourceIp,
		principalId: idOf(valueAt(event.record, 'userIdentity.principalId')),
		began: timeOf(valueAt(event.record, 'userIdentity.sessionContext.attributes.creationDate')),
		event: {id: event.id, name: event.name, time: event.time},
	};
	const issued = issueOf(event);
	if (issued?.principal != null && issued.id !== event.credential && issued.kind === 'session') {
		const id = idOf(valueAt(event.record, 'responseElements.assumedRoleUser.assumedRoleId'));
		const asker = event.credential ?? event.principal ?? nobody(event);
		return {
			...base,
			kind: 'issue',
			credential: issued.id,
			asker,
			arn: issued.principal,
			principalId: id,
			began: event.time,
			copy: copyOf(event),
		};
	}
	if (event.principal === null || isServiceMade(event)) return null;
	const call = {...base, credential: event.credential, arn: event.principal};
	if (event.source === 'signin.amazonaws.com') return signIn(event, call);
	if (isBearer(event)) return {...call, kind: 'bearer'};
	return event.credential === null ? null : {...call, kind: 'call'};
}

/** A caller of another account is an id without an ARN; a service is not even that. */
function nobody(event: Event): string | null {
	return textOf(valueAt(event.record, 'userIdentity.type')) === 'AWSService'
		? null
		: textOf(valueAt(event.record, 'userIdentity.principalId'));
}

function signIn(event: Event, call: Omit<Clue, 'kind'>): Clue {
	if (event.credential !== null) return {...call, kind: 'call'};
	const from = textOf(valueAt(event.record, 'additionalEventData.SwitchFrom'));
	const failed = valueAt(event.record, `responseElements.${event.name}`) !== 'Success';
	return {...call, kind: 'sign-in', from, failed};
}

/** Bedrock's long-term keys: bedrock tells it in one place, bedrock-mantle in another (field guide §8). */
function isBearer({record}: Event): boolean {
	return ['additionalEventData', 'requestParameters'].some(place => {
		const flag = valueAt(record, `${place}.callWithBearerToken`);
		return flag === true || flag === 'true';
	});
}

/** Without the session's name: `AROA…:session`. */
function idOf(value: unknown): string | null {
	return textOf(typeof value === 'string' ? value.split(':')[0] : null);
}
