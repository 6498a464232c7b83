import {type Event, isDenied} from './event.ts';

/** What was counted of one credential's calls. */
export class Tally {
	/** Of the earliest call, so that the order of arrival decides nothing. */
	principal: string | null = null;
	#principalSince = Number.POSITIVE_INFINITY;
	firstSeen: number | null = null;
	lastSeen: number | null = null;
	calls = 0;
	denied = 0;
	readonly regions = new Set<string>();

	count(event: Event): void {
		this.calls += 1;
		if (isDenied(event)) this.denied += 1;
		this.regions.add(event.region);
		this.#name(event);
		if (event.time === 0) return;
		this.firstSeen = Math.min(this.firstSeen ?? event.time, event.time);
		this.lastSeen = Math.max(this.lastSeen ?? event.time, event.time);
	}

	#name({principal, time}: Event): void {
		if (principal === null) return;
		const since = time === 0 ? Number.MAX_SAFE_INTEGER : time;
		if (since > this.#principalSince) return;
		if (since === this.#principalSince && this.principal !== null && this.principal <= principal) return;
		this.principal = principal;
		this.#principalSince = since;
	}
}
