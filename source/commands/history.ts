import type {Aws} from '../aws/index.ts';
import type {Confirm} from '../history/athena/index.ts';
import {realClock} from '../history/clock.ts';
import type {Source} from '../history/source.ts';
import {accountSource} from '../investigation/account-source.ts';
import {athenaHistory} from './athena.ts';
import type {Options} from './options.ts';

/** Where an account's history is read: in its event history, or in a table of Athena if one is named. */
export function accountHistory(aws: Aws, options: Options, confirm: Confirm): Source {
	const ofAccount = accountSource(aws, realClock());
	if (options.athena === undefined) return ofAccount;
	// Who takes a role today is a small question, and a table costs by the byte.
	const {takers} = ofAccount;
	return {...athenaHistory(aws, options.athena, options, confirm), ...(takers === undefined ? {} : {takers})};
}
