import {InvalidArgumentError} from 'commander';
import {isKeyId} from '../domain/key.ts';
import {sanitise} from '../domain/text.ts';

const units: Readonly<Record<string, number>> = {m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000};

/**
 * ms since the epoch of a time as people give it: `36h`, `7d` (so long ago), `2026-11-20`, `2026-11-20T05:00:00Z`; what
 * names no zone is UTC, as in CloudTrail.
 *
 * @throws InvalidArgumentError
 */
export function time(text: string): number {
	const ago = /^(\d+)([mhdw])$/.exec(text);
	if (ago !== null) return Math.max(0, Date.now() - Number(ago[1]) * (units[ago[2] ?? ''] ?? 0));
	const zoned = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?)?(Z|[+-]\d\d:?\d\d)?$/.exec(text);
	const moment = zoned === null ? Number.NaN : Date.parse(zoned[1] && !zoned[4] ? `${text}Z` : text);
	if (!Number.isNaN(moment) && isDay(text.slice(0, 10))) return moment;
	throw new InvalidArgumentError('Give 36h, 7d, 2026-11-20 or 2026-11-20T05:00:00Z.');
}

/** Not 31 February, which JavaScript takes for 3 March. */
function isDay(text: string): boolean {
	return new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
}

/** Adds the regions of a comma-separated list to those given before; `all` is every region. */
export function regions(text: string, before: readonly string[] = []): readonly string[] {
	const names = text.split(',').map(name => name.trim());
	const wrong = names.find(name => name !== 'all' && !/^[a-z]{2,4}(-[a-z]+)+-\d$/.test(name));
	if (wrong === undefined) return [...before, ...names];
	throw new InvalidArgumentError(`${sanitise(wrong)} is no region: give eu-west-1, a list or all.`);
}

/** Adds a key id to those given before. @throws InvalidArgumentError */
export function key(text: string, before: readonly string[] = []): readonly string[] {
	const id = text.trim();
	if (isKeyId(id)) return [...new Set([...before, id])];
	throw new InvalidArgumentError(
		`${sanitise(text)} is no access key id: that is AKIA or ASIA and 16 capital letters or digits.`,
	);
}

/** @throws InvalidArgumentError */
export function endpoint(text: string): string {
	if (/^https?:$/.test(URL.parse(text)?.protocol ?? '')) return text;
	throw new InvalidArgumentError('Give a URL: http://127.0.0.1:5000.');
}

/** @throws InvalidArgumentError */
export function port(text: string): number {
	if (/^\d{1,5}$/.test(text) && Number(text) < 65_536) return Number(text);
	throw new InvalidArgumentError('Give a number up to 65535.');
}

const sizes: Readonly<Record<string, number>> = {MB: 1e6, GB: 1e9, TB: 1e12};

/** Bytes of a size as people give it: `500MB`, `20GB`, `1.5TB`. @throws InvalidArgumentError */
export function bytes(text: string): number {
	const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)\s?([MGT]B)$/i.exec(text) ?? [];
	if (amount !== undefined) return Number(amount) * (sizes[unit.toUpperCase()] ?? 0);
	throw new InvalidArgumentError('Give 500MB, 20GB or 1.5TB.');
}
