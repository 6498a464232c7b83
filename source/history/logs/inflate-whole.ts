import {closeSync, openSync, readSync} from 'node:fs';
import {constants, createGunzip, gunzipSync} from 'node:zlib';

/** A trail's files are some MB; what is longer is read a piece at a time. */
const longest = 64 * 1024 * 1024;
/** Deflate cannot do better. */
const bestRatio = 1032;

/** Every file is read into the same memory, and inflated into the same: fresh memory costs as much time as zlib does. */
const input = Buffer.allocUnsafeSlow(8 * 1024 * 1024);
let output = Buffer.allocUnsafeSlow(2 * 1024 * 1024);

/**
 * A gzip file's whole content, in one call of zlib; null for whatever stands in the way of that.
 *
 * @returns memory that the next call uses again.
 */
export function inflateWhole(path: string): Buffer | null {
	try {
		const deflated = read(path);
		if (deflated === null || deflated.length < 18 || deflated[0] !== 0x1f) return null;
		// gzip ends with its length: with room for all of it, and a byte more, zlib needs no second buffer.
		const length = deflated.readUInt32LE(deflated.length - 4);
		if (length > Math.min(longest, deflated.length * bestRatio)) return null;
		if (length >= output.length) output = Buffer.allocUnsafeSlow(length * 2);
		return inflateInto(output, deflated);
	} catch {
		return null;
	}
}

function read(path: string): Buffer | null {
	const file = openSync(path, 'r');
	try {
		const length = readSync(file, input);
		// Of a file, less than was asked for is all there is; should it not be, zlib misses the end.
		return length === input.length ? null : input.subarray(0, length);
	} finally {
		closeSync(file);
	}
}

/** What Node's zlib streams have inside since Node 0.12. */
interface Inside {
	_outBuffer: Buffer;
	_chunkSize: number;
	readonly _processChunk?: (chunk: Buffer, flush: number) => Buffer;
}

/**
 * `gunzipSync` into memory that is there. Node has no documented way to say where to, so the stream's own buffer is
 * exchanged; what checks, throws and cleans up stays Node's. Should the inside change, it inflates as ever, only slower.
 */
function inflateInto(memory: Buffer, deflated: Buffer): Buffer {
	const gunzip = createGunzip({chunkSize: 64, maxOutputLength: longest});
	const inside = gunzip as unknown as Inside;
	if (typeof inside._processChunk !== 'function') return gunzipSync(deflated, {maxOutputLength: longest});
	inside._outBuffer = memory;
	inside._chunkSize = memory.length;
	return inside._processChunk(deflated, constants.Z_FINISH);
}
