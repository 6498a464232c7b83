import type {AwsCall} from '../domain/plan.ts';

/** Members of inputs that must not be written down anywhere. */
const secret =
	/^(SecretAccessKey|SessionToken|(New|Old|Service)?Password|ServiceCredentialSecret|masterUserPassword)$/i;

/** The call as it may be journaled and shown: secrets among its parameters are replaced by `…`. */
export function withoutSecrets(call: AwsCall): AwsCall {
	return {...call, input: blank(call.input) as AwsCall['input']};
}

function blank(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(blank);
	if (typeof value !== 'object' || value === null || value.constructor !== Object) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, part]) => [name, secret.test(name) ? '…' : blank(part)]),
	);
}

/** A run of base64 as long as a secret access key: no error text needs one. ARNs and ids contain `-` or `:` before that. */
const token = /(?<![\w/+=-])[A-Za-z0-9/+=]{40,}(?![\w/+=-])/g;

/** An error text without anything that could be a secret, a token or an encoded message. */
export function withoutTokens(text: string): string {
	return text.replace(/ ?Encoded authorization failure message:.*$/s, '').replace(token, '…');
}
