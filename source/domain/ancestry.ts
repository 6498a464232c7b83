import type {Ancestor} from './credential.ts';
import type {Event} from './event.ts';
import {issueOf} from './hop.ts';
import {type Copy, copyOf, isRepeated} from './joins/copy.ts';
import {valueAt} from './record.ts';
import {textOf} from './text.ts';

interface Issue extends Ancestor {
	readonly id: string;
	readonly copy: Copy | null;
}

/** Who handed out which credential, strangers among them: where a key under investigation came from. */
export class Ancestry {
	readonly #issues = new Map<string, Map<string, Issue>>();

	/** @returns whether it handed something out. */
	add(event: Event): boolean {
		const issued = issueOf(event);
		if (issued === null || issued.id === event.credential) return false;
		const {credential, sourceIp, id: eventID, name: eventName, time} = event;
		const principal = event.principal ?? foreigner(event);
		const hop = {eventID, eventName, time, inferred: false, reason: null};
		const known = this.#issues.get(issued.id) ?? new Map<string, Issue>();
		this.#issues.set(
			issued.id,
			known.set(eventID, {id: issued.id, credential, principal, sourceIp, hop, copy: copyOf(event)}),
		);
		return true;
	}

	/** ms since the epoch from which on a credential can have been its holder's; 0 where nobody saw it handed out. */
	issuedAt(credential: string): number {
		return this.#of(credential)[0]?.hop.time ?? 0;
	}

	/** The nearest first. Ids are used again: of a parent's several issues, the last before the child's counts. */
	of(credential: string): readonly Ancestor[] {
		const ancestors: Ancestor[] = [];
		const seen = new Set([credential]);
		let issue = this.#of(credential)[0];
		while (issue !== undefined) {
			const {id: _, copy: __, ...ancestor} = issue;
			ancestors.push(ancestor);
			const {credential: parent, hop} = issue;
			if (parent === null || seen.has(parent)) break;
			seen.add(parent);
			issue = this.#of(parent).findLast(({hop: {time}}) => time <= hop.time);
		}
		return ancestors;
	}

	/** Oldest first; of a call that two accounts recorded, the record that names the key. */
	#of(credential: string): readonly Issue[] {
		const all = [...(this.#issues.get(credential)?.values() ?? [])];
		const copies = all.map(({copy}) => copy);
		const issues = all.filter(({copy}) => !isRepeated(copy, copies));
		return issues.toSorted(
			({hop: one}, {hop: other}) => one.time - other.time || (one.eventID < other.eventID ? -1 : 1),
		);
	}
}

/** A caller from another account is an id there, which no other principal ever has; null: not even that. */
function foreigner({record}: Event): string | null {
	const id = textOf(valueAt(record, 'userIdentity.principalId'));
	const account = textOf(valueAt(record, 'userIdentity.accountId'));
	return id === null || account === null ? id : `${id} of account ${account}`;
}
