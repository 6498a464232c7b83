import type {Event} from './event.ts';
import {type Minted, mintedBy} from './hop.ts';
import {admits, kindOf} from './joins/admit.ts';
import type {Clue} from './joins/clue.ts';
import {Clues} from './joins/clues.ts';
import {consoleOf, type Door, doorsOf, ownerOf} from './joins/door.ts';
import {skew} from './skew.ts';

/** A credential of the lineage. */
export interface Node {
	readonly id: string;
	/** Null for the keys. */
	readonly minted: Minted | null;
	readonly depth: number;
	/** ms since the epoch: what was signed before it was somebody else's doing (field guide §8). */
	readonly since: number;
}

/** Who belongs together, by all that was read. */
export interface Tree {
	/** Roots first, each parent before its children. */
	readonly nodes: ReadonlyMap<string, Node>;
	/** Events that no key of the lineage signed and that are its doing all the same: event id → credential. */
	readonly joined: ReadonlyMap<string, string>;
	/** By what else somebody may have come in. */
	readonly doors: readonly Door[];
}

/** Finds the tree in the evidence: the same one in whatever order the events came, and however often. */
export class Kinship {
	/** By the credential that signed; by event, as events may come twice. */
	readonly #hops = new Map<string, Map<string, Minted>>();
	readonly #doors = new Map<string, Map<string, Door>>();
	readonly #clues = new Clues();

	/** @returns whether it is evidence that may change the tree. */
	add(event: Event): boolean {
		const isClue = this.#clues.add(event);
		const minted = mintedBy(event);
		if (minted !== null) put(this.#hops, minted.parent, minted.event.id, minted);
		const doors = doorsOf(event);
		for (const door of doors) put(this.#doors, door.by, `${event.id} ${door.way} ${door.place}`, door);
		return isClue || minted !== null || doors.length > 0;
	}

	/**
	 * Breadth first from the roots, the oldest hop first. What can only be inferred comes when nothing more is certain,
	 * and may in turn have minted. A credential that is there already is not taken in again, so rings of roles end
	 * (field guide §2).
	 *
	 * @param roots Id → ms since the epoch from which on it is the holder's.
	 */
	tree(roots: ReadonlyMap<string, number>): Tree {
		const growing = new Growing();
		for (const [id, since] of roots) growing.add({id, minted: null, depth: 0, since});
		do {
			for (let next = growing.next(); next !== undefined; next = growing.next()) this.#expand(next, growing);
		} while (this.#join(growing));
		return {nodes: growing.nodes, joined: growing.joined, doors: growing.doors()};
	}

	#expand(parent: Node, growing: Growing): void {
		const lives = ({time}: Minted['event']): boolean => time === 0 || time >= parent.since;
		const hops = [...(this.#hops.get(parent.id)?.values() ?? [])].filter(({event}) => lives(event));
		for (const minted of hops.toSorted(byAge)) growing.mint(minted);
		for (const door of this.#doors.get(parent.id)?.values() ?? []) if (lives(door.event)) growing.open(door);
	}

	/** Lets in what may come in by the doors that are open by now. @returns whether anything did. */
	#join(growing: Growing): boolean {
		const found = new Map<Clue, {readonly door: Door; readonly reason: string}>();
		for (const door of growing.doors()) {
			for (const clue of this.#clues.at(door.place)) {
				if (growing.has(clue)) continue;
				const reason = admits(door, clue);
				const other = found.get(clue);
				if (reason !== null && (other === undefined || isNearer(door, other.door)))
					found.set(clue, {door, reason});
			}
		}
		// Sign-ins first, then what was switched to from them: what comes after is explained best by what came before.
		const stages = Map.groupBy(found, ([{kind, from}]) => (kind !== 'sign-in' ? 2 : from === null ? 0 : 1));
		const admitted = stages.get(0) ?? stages.get(1) ?? stages.get(2) ?? [];
		let waiting = admitted
			.toSorted(([one], [other]) => byAge(one, other))
			.map(([clue, {door, reason}]) => ({clue, door, reason, by: this.#inUse(door, clue) ?? ownerOf(door)}));
		while (waiting.length > 0) {
			// Parents before their children; where that is impossible, all the rest.
			const ready = new Set(waiting.filter(({by}) => growing.nodes.has(by)));
			const next = ready.size > 0 ? ready : new Set(waiting);
			for (const {clue, door, by, reason} of next) growing.admit(clue, door, by, reason);
			waiting = waiting.filter(each => !next.has(each));
		}
		return found.size > 0;
	}

	/** Who switches roles does it with the console's key of that time: the last that was seen before, else the next. */
	#inUse(door: Door, {kind, event}: Clue): string | null {
		if (door.way !== 'console' || kind !== 'sign-in') return null;
		const calls = [...this.#clues.at(door.place)]
			.filter(call => call.kind === 'call' && admits(door, call) !== null)
			.toSorted(byAge);
		const used = calls.findLast(({event: {time}}) => time <= event.time) ?? calls[0];
		return used?.credential ?? null;
	}
}

/** The tree while it is found. */
class Growing {
	readonly nodes = new Map<string, Node>();
	readonly joined = new Map<string, string>();
	readonly #open = new Map<string, Door>();
	readonly #order: Node[] = [];
	#expanded = 0;

	add(node: Node): void {
		this.nodes.set(node.id, node);
		this.#order.push(node);
	}

	/** The next one of which it was not asked yet what it minted and opened. */
	next(): Node | undefined {
		const node = this.#order[this.#expanded];
		if (node !== undefined) this.#expanded += 1;
		return node;
	}

	doors(): readonly Door[] {
		return [...this.#open.values()];
	}

	has(clue: Clue): boolean {
		if (clue.kind === 'sign-in' || clue.kind === 'bearer') return this.joined.has(clue.event.id);
		return clue.credential === null || this.nodes.has(clue.credential);
	}

	mint(minted: Minted): void {
		const {id, parent, event} = minted;
		const since = Math.max(0, event.time - skew);
		const known = this.nodes.get(id);
		if (known !== undefined && (known.minted === null || known.since <= since)) return;
		const depth = (this.nodes.get(parent)?.depth ?? 0) + 1;
		// An id that was handed out more than once lives from the earliest of those hops on, whatever parent came first.
		this.add(known === undefined ? {id, minted, depth, since} : {...known, since});
	}

	open(door: Door): void {
		this.#open.set(`${door.event.id} ${door.way} ${door.place}`, door);
	}

	admit(clue: Clue, door: Door, parent: string, reason: string): void {
		if (this.has(clue)) return;
		const {kind, credential, arn} = clue;
		if (kind !== 'call') this.joined.set(clue.event.id, parent);
		const opened = kind === 'sign-in' ? consoleOf(clue, parent, door) : null;
		if (opened !== null) this.open(opened);
		if (credential === null || (kind !== 'call' && kind !== 'issue')) return;
		const event = kind === 'issue' ? clue.event : door.event;
		this.mint({
			id: credential,
			parent,
			kind: kindOf(door, clue),
			principal: arn,
			expires: null,
			event,
			reason,
		});
	}
}

/** Of several ways in, the last that was opened before. */
function isNearer(one: Door, other: Door): boolean {
	if (one.event.time !== other.event.time) return one.event.time > other.event.time;
	return `${one.event.id} ${one.way}` < `${other.event.id} ${other.way}`;
}

interface Aged {
	readonly event: Minted['event'];
}

function byAge({event: one}: Aged, {event: other}: Aged): number {
	return one.time - other.time || (one.id < other.id ? -1 : one.id === other.id ? 0 : 1);
}

function put<T>(map: Map<string, Map<string, T>>, key: string, name: string, value: T): void {
	const values = map.get(key);
	if (values === undefined) map.set(key, new Map([[name, value]]));
	else values.set(name, value);
}
