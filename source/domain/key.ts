/** `AKIA` or `ASIA` and 16 more. Other people's data (anonymised logs) uses digits outside base32, so accept them. */
const pattern = /^(AKIA|ASIA)[A-Z0-9]{16}$/;

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Whether `text` is an access key id: a long-term one (`AKIA…`) or a temporary one (`ASIA…`). */
export function isKeyId(text: string): boolean {
	return pattern.test(text);
}

/** Whether the id belongs to a temporary credential, which nobody can disable: it can only be revoked. */
export function isTemporary(keyId: string): boolean {
	return keyId.startsWith('ASIA');
}

/**
 * The 12-digit account that an access key id encodes: bits 1 to 40 of the base32 text behind the prefix. Null for the
 * ids made before March 2019 (fifth character `A` to `P`, so bit 0 unset), which do not carry it, and for ids outside
 * base32.
 * `GetAccessKeyInfo` confirms it (field guide §10).
 */
export function accountOfKey(keyId: string): string | null {
	if (!isKeyId(keyId) || base32.indexOf(keyId.charAt(4)) < 16) return null;
	let bits = 0n;
	for (const character of keyId.slice(4, 14)) {
		const value = base32.indexOf(character);
		if (value < 0) return null;
		bits = (bits << 5n) | BigInt(value);
	}
	// 50 bits read; AWS keeps the account in bits 1..40 of the first 48.
	return ((bits >> 9n) & 0xff_ffff_ffffn).toString().padStart(12, '0');
}
