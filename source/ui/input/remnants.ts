import type {Key} from 'ink';

/** ms; over a slow line the rest of an arrow key arrives this late at most (terminal guide §3.6). */
const patience = 150;

/** Tells whether an input event is the rest of an escape sequence that the line tore apart; then nobody may see it. */
export type RemnantFilter = (input: string, key: Key, now: number, typing: boolean) => boolean;

/** Remembers what came before; one per program. Times are ms on any clock that does not jump. */
export function createRemnantFilter(): RemnantFilter {
	let expecting: 'introducer' | 'rest' | null = null;
	let until = 0;
	const expect = (what: 'introducer' | 'rest', now: number) => {
		expecting = what;
		until = now + patience;
	};
	const swallow = (rest: string, now: number) => {
		if (/[A-Za-z~]$/.test(rest)) expecting = null;
		else expect('rest', now);
		return true;
	};
	return (input, key, now, typing) => {
		if (now > until) expecting = null;
		if (key.escape) {
			expect('introducer', now);
			return false;
		}
		if (expecting === 'introducer' && /^[[O][\d;]*[A-Za-z~]?$/.test(input))
			return swallow(input.slice(1), now);
		if (expecting === 'rest' && /^[\d;]*[A-Za-z~]?$/.test(input) && input !== '') return swallow(input, now);
		// Ink flushes a lone `ESC [` as `[`, and `ESC O` as O with meta. In a text field a `[` is just typed.
		if (!typing && (input === '[' || (input === 'O' && key.meta))) return swallow('', now);
		expecting = null;
		return false;
	};
}
