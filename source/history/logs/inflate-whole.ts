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
	readonly _handle?: {
		writeSync?(
			flush: number,
			from: Buffer,
			fromAt: number,
			fromLength: number,
			to: Buffer,
			toAt: number,
			toLength: number,
		): void;
		reset(): void;
		onerror: () => void;
	};
	/** After a write: how much room is left, and how much input. */
	readonly _writeState?: Uint32Array;
}

let gunzip: Inside | null = null;

/**
 * `gunzipSync` into memory that is there, and with the same inflater for all files: Node has no documented way to say so.
 * Should the inside change, it inflates as ever, only slower. @returns null if it is not whole, or not all of it gzip.
 */
function inflateInto(memory: Buffer, deflated: Buffer): Buffer | null {
	gunzip ??= createGunzip() as unknown as Inside;
	const {_handle: handle, _writeState: state} = gunzip;
	if (typeof handle?.writeSync !== 'function' || state === undefined) {
		return gunzipSync(deflated, {maxOutputLength: longest});
	}
	let failed = false;
	handle.onerror = () => {
		failed = true;
	};
	handle.writeSync(constants.Z_FINISH, deflated, 0, deflated.length, memory, 0, memory.length);
	const [room = 0, input = 0] = state;
	if (failed || room === 0 || input > 0) {
		gunzip = null;
		return null;
	}
	handle.reset();
	return memory.subarray(0, memory.length - room);
}
