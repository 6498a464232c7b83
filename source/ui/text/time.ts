export type Zone = 'utc' | 'local';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** `14:03:27`, or dashes for 0, the unknown time. */
export function clock(time: number, zone: Zone): string {
	return time === 0 ? '--:--:--' : parts(time, zone).slice(11, 19);
}

/** `14:03` */
export function shortClock(time: number, zone: Zone): string {
	return clock(time, zone).slice(0, 5);
}

/** `11-24 14:03:27` */
export function dayClock(time: number, zone: Zone): string {
	return time === 0 ? '--/-- --:--:--' : parts(time, zone).slice(5, 19).replace('T', ' ');
}

/** In eleven cells: `14:03:27` today, `11-23 14:03` on any other day. */
export function compactClock(time: number, now: number, zone: Zone): string {
	if (time === 0) return clock(time, zone);
	const [then, today] = [parts(time, zone), parts(now, zone)];
	return then.slice(0, 10) === today.slice(0, 10) ? then.slice(11, 19) : then.slice(5, 16).replace('T', ' ');
}

/** `14:03:27 UTC` today, `2026-11-23 14:03 UTC` on any other day. */
export function moment(time: number, now: number, zone: Zone): string {
	if (time === 0 || parts(time, zone).slice(0, 10) !== parts(now, zone).slice(0, 10))
		return stamp(time, zone);
	return `${clock(time, zone)} ${zoneName(zone)}`;
}

function zoneName(zone: Zone): string {
	return zone === 'utc' ? 'UTC' : 'local';
}

/** `2026-11-24 14:03 UTC` */
export function stamp(time: number, zone: Zone): string {
	if (time === 0) return 'unknown';
	return `${parts(time, zone).slice(0, 16).replace('T', ' ')} ${zoneName(zone)}`;
}

/** A span of ms in its largest unit: `12 s`, `4 min`, `3 h`, `12 d`. Negative counts as none. */
export function span(duration: number): string {
	const value = Math.max(0, duration);
	if (value < minute) return `${Math.floor(value / second)} s`;
	if (value < hour) return `${Math.floor(value / minute)} min`;
	if (value < 2 * day) return `${Math.floor(value / hour)} h`;
	return `${Math.floor(value / day)} d`;
}

/** The time between two calls: `0.5 s`, `3 s`, `2 min`. */
export function interval(duration: number): string {
	return duration < 10 * second ? `${Math.round(duration / 100) / 10} s` : span(duration);
}

/** `4 min ago` */
export function ago(time: number, now: number): string {
	return time > now - second ? 'just now' : `${span(now - time)} ago`;
}

/** The zone of the machine is applied by shifting, so that one format serves both. Times out of range read as unknown. */
function parts(time: number, zone: Zone): string {
	const offset = zone === 'utc' ? 0 : new Date(time).getTimezoneOffset() * minute;
	const shifted = new Date(time - offset);
	return Number.isNaN(shifted.getTime()) ? '????-??-??T??:??:??' : shifted.toISOString();
}
