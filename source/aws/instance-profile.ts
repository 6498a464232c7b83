import type {Read} from '../domain/key-facts.ts';
import {Refusal} from '../domain/refusal.ts';
import {textOf} from '../domain/text.ts';
import type {Clients} from './clients.ts';
import {readable} from './readable.ts';

/**
 * ARN of the role in an instance profile, which instances with it have sessions of; null where there is no such profile, or
 * none in it. Throws only if the signal aborts.
 *
 * @param home The region of the partition's IAM.
 */
export function readProfileRole(
	clients: Clients,
	home: string,
	name: string,
	signal: AbortSignal,
): Promise<Read<string | null>> {
	return readable(async () => {
		const iam = await clients.of('iam', home);
		try {
			const {InstanceProfile} = await iam.getInstanceProfile(
				{InstanceProfileName: name},
				{abortSignal: signal},
			);
			return textOf(InstanceProfile?.Roles?.[0]?.Arn);
		} catch (error) {
			if (error instanceof Refusal && error.kind === 'not-found') return null;
			throw error;
		}
	});
}
