import {closeSync, openSync, readSync} from 'node:fs';
import {gunzipSync} from 'node:zlib';

/** A trail's files are some MB; what is longer is read a piece at a time. */
const longest = 64 * 1024 * 1024;
/** Deflate cannot do better. */
const bestRatio = 1032;

/** Every file is read into the same memory. */
const input = Buffer.allocUnsafeSlow(8 * 1024 * 1024);

/** A gzip file's whole content, in one call of zlib; null for whatever stands in the way of that. */
export function inflateWhole(path: string): Buffer | null {
	try {
		const deflated = read(path);
		if (deflated === null || deflated.length < 18 || deflated[0] !== 0x1f) return null;
		// gzip ends with its length: with room for all of it, and a byte more, zlib needs no second buffer.
		const length = deflated.readUInt32LE(deflated.length - 4);
		if (length > Math.min(longest, deflated.length * bestRatio)) return null;
		return gunzipSync(deflated, {chunkSize: Math.max(64, length + 1), maxOutputLength: longest});
	} catch {
		return null;
	}
}

function read(path: string): Buffer | null {
	const file = openSync(path, 'r');
	try {
		let length = 0;
		for (;;) {
			const more = readSync(file, input, length, input.length - length, null);
			length += more;
			if (length === input.length) return null;
			if (more === 0) return input.subarray(0, length);
		}
	} finally {
		closeSync(file);
	}
}
