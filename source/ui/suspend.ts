import {setTimeout as pause} from 'node:timers/promises';

/** Ink's way to give the terminal away: screen, cursor and cooked mode are restored before the callback runs. */
export type HandOver = (work: () => Promise<void>) => Promise<void>;

/**
 * Stops the program as ctrl-z does elsewhere; in raw mode the key reaches us instead of the kernel. The whole process
 * group stops, npx in front of us too, or the shell would not notice.
 *
 * @returns false where the system knows no such thing.
 */
export function suspendWith(handOver: HandOver | null): boolean {
	if (handOver === null || process.platform === 'win32') return false;
	void handOver(async () => {
		process.kill(0, 'SIGTSTP');
		// Stopped somewhere in here until `fg`. Where nobody could continue us the kernel does not stop us either.
		await pause(100);
	});
	return true;
}
