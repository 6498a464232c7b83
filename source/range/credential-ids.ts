import type {Random} from './random.ts';

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Ten characters that carry the account as AWS's ids do: 1, the account's 40 bits, 9 bits of chance (field guide §10). */
function accountPart(random: Random, accountId: string): string {
	let bits = (1n << 49n) | (BigInt(accountId) << 9n) | BigInt(random.below(512));
	let text = '';
	for (let index = 0; index < 10; index++) {
		text = base32.charAt(Number(bits & 31n)) + text;
		bits >>= 5n;
	}
	return text;
}

/** `AKIA…` for a long-term key, `ASIA…` for a temporary one: 20 characters, the account encoded in them. */
export function accessKeyId(random: Random, accountId: string, prefix: 'AKIA' | 'ASIA'): string {
	return prefix + accountPart(random, accountId) + random.text(6, base32);
}

/** The unique id of a principal or policy, 21 characters: `AIDA…` user, `AROA…` role, `AGPA…` group, `ANPA…` policy, … */
export function uniqueId(random: Random, accountId: string, prefix: string): string {
	return prefix + accountPart(random, accountId) + random.text(7, base32);
}

export function secretAccessKey(random: Random): string {
	return random.text(40, base64);
}

/** Real tokens begin like this and are longer; their content is opaque to clients. */
export function sessionToken(random: Random): string {
	return `IQoJb3JpZ2luX2Vj${random.text(160, base64)}==`;
}
