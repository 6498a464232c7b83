import {createGunzip} from 'node:zlib';

/**
 * Inflates gzip. What lies before a cut or a defect comes out before the error is thrown, which a plain pipe does not
 * promise: it may drop what it has buffered. @throws zlib's error.
 */
export async function* inflate(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
	const gunzip = createGunzip();
	const inflated: Buffer[] = [];
	let failure: Error | null = null;
	gunzip.on('data', (chunk: Buffer) => inflated.push(chunk));
	const closed = new Promise<void>(resolve => {
		gunzip.on('error', error => {
			failure = error;
		});
		gunzip.on('close', resolve);
	});
	try {
		for await (const chunk of chunks) {
			await Promise.race([closed, new Promise<void>(resolve => gunzip.write(chunk, () => resolve()))]);
			yield* inflated.splice(0);
			if (failure !== null) throw failure;
		}
		gunzip.end();
		await closed;
		yield* inflated.splice(0);
		if (failure !== null) throw failure;
	} finally {
		gunzip.destroy();
	}
}

/** Decodes bytes as UTF-8 or, as PowerShell writes a command's output, UTF-16; a byte order mark is dropped. */
export async function* decode(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
	let decoder: TextDecoder | null = null;
	for await (const chunk of chunks) {
		decoder ??= new TextDecoder(encodingOf(chunk));
		yield decoder.decode(chunk, {stream: true});
	}
	if (decoder !== null) yield decoder.decode();
}

function encodingOf(start: Buffer): string {
	const [first, second] = start;
	if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le';
	if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return 'utf-16be';
	return 'utf-8';
}
