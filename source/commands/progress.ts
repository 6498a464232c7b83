import type {WriteStream} from 'node:tty';
import type {Session} from '../investigation/session.ts';
import type {State} from '../investigation/state.ts';

/** ms between two lines where nobody can erase them, and between two states of the one line of a terminal. */
const sparse = 10_000;
const lively = 100;

/** Says on standard error how far the reading has come. @returns what ends it. */
export function showProgress(session: Session, stream: WriteStream): () => void {
	let last = '';
	const say = (): void => {
		const line = describe(session.store.get());
		if (line === last) return;
		last = line;
		const {columns = 80} = stream;
		stream.write(stream.isTTY ? `\r\u001b[2K${line.slice(0, columns - 1)}` : `${line}\n`);
	};
	const timer = setInterval(say, stream.isTTY ? lively : sparse);
	return () => {
		clearInterval(timer);
		if (stream.isTTY && last !== '') stream.write('\r\u001b[2K');
	};
}

function describe({events, credentials, trace, scans, setting}: State): string {
	const {progress} = trace;
	const parts = [`leaktui: ${events.total} events of ${credentials.length} credentials`];
	if (progress !== null && progress.total > 0) {
		const what = setting === 'logs' ? 'files' : 'questions';
		parts.push(`${progress.done} of ${progress.total} ${what} read`);
		const {pace} = progress;
		if (pace != null && pace.secondsLeft > 0) {
			parts.push(`${Math.round(pace.megabytesPerSecond)} MB/s, about ${pace.secondsLeft} s to go`);
		}
	}
	const reading = [...scans.values()].filter(({scan}) => scan.state === 'reading').length;
	if (reading > 0) parts.push(`${reading} listings of resources to go`);
	return parts.join(' · ');
}
