/** A CloudTrail record as it was read: evidence, never changed, never shown without sanitising. */
export type CloudTrailRecord = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a dotted path of an untrusted structure; undefined where it ends early. Own properties only. */
export function valueAt(root: unknown, path: string): unknown {
	let value = root;
	for (const part of path.split('.')) {
		if (!isObject(value) || !Object.hasOwn(value, part)) return undefined;
		value = value[part];
	}
	return value;
}
