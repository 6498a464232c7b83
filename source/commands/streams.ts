import type {ReadStream, WriteStream} from 'node:tty';

/** Where a command reads and writes. Data goes to `stdout`, everything else to `stderr`. */
export interface Streams {
	readonly stdin: ReadStream;
	readonly stdout: WriteStream;
	readonly stderr: WriteStream;
}

/** Writes all of it before it resolves; a reader that has gone (`| head`) is no error. */
export function write(stream: NodeJS.WritableStream, text: string): Promise<void> {
	return new Promise((resolve, reject) => {
		const fail = (error: NodeJS.ErrnoException) => (error.code === 'EPIPE' ? resolve() : reject(error));
		stream.once('error', fail);
		stream.write(text, error => {
			if (!error) {
				stream.off('error', fail);
				resolve();
			}
		});
	});
}
