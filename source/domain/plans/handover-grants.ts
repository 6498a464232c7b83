import type {Grant, Keeper} from '../containment/grants.ts';
import {isoTime} from '../event.ts';
import type {Handover} from '../plan.ts';
import {cliCommand} from './cli.ts';

/** So many are told one by one, the newest: who grants on and on must not bury the text. */
const shown = 50;

const keepers: Readonly<Record<Keeper, (count: number) => string>> = {
	'sign-in': count =>
		`for whoever has rights on AWS Sign-In in the account: ${count === 1 ? 'a token' : `${count} tokens`} of \`aws login\` stay, whatever becomes of the key; the denials leave them nothing to do`,
	'identity center': count =>
		`for whoever administers IAM Identity Center, in the management account or a delegated one: ${grants(count)} there that no denial in this account reaches`,
	'identity providers': count =>
		`for whoever has rights on identity providers in the account: ${grants(count)} by which roles can be taken without any key of the account`,
};

/** What stays alive beside keys and sessions, which call ends it, and by whom: as text, since leaktui makes none of them. */
export function grantsLeft(all: readonly Grant[]): readonly Handover[] {
	const byKeeper = Map.groupBy(all, ({keeper}) => keeper);
	return Array.from(byKeeper, ([keeper, left]) => ({
		what: keepers[keeper](left.length),
		text: [
			...left.slice(-shown).map(describe),
			...(left.length > shown ? [`# and ${left.length - shown} older ones`] : []),
		].join('\n\n'),
	}));
}

/** The same in a few words, where there is no plan to hand it over with. */
export function grantsInShort(all: readonly Grant[]): string {
	if (all.length === 0) return '';
	const ends = new Set(all.map(({what, ends: by}) => `${what} (${by})`));
	return `; what no plan ends stays: ${[...ends].join('; ')}`;
}

function describe({what, ends, call, event: {id, time, region, principal}}: Grant): string {
	const record = cliCommand({
		service: 'cloudtrail',
		operation: 'LookupEvents',
		region,
		input: {LookupAttributes: [{AttributeKey: 'EventId', AttributeValue: id}]},
	});
	return [
		`# ${what}: ${call} at ${isoTime(time) ?? 'an unknown time'} by ${principal ?? 'nobody that the record names'}`,
		`# ends by ${ends}`,
		// The region stands in a shell without quotes.
		...(/^[a-z0-9-]+$/.test(region) ? ['# the record tells which one it is:', record] : []),
	].join('\n');
}

function grants(count: number): string {
	return count === 1 ? 'a grant stays' : `${count} grants stay`;
}
