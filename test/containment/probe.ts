import {EC2} from '@aws-sdk/client-ec2';
import type {Keys} from '../range/harness.ts';
import type {Incident} from './account.ts';

/** Whether a call with the credential is carried out: one that every credential of the story may make. */
export async function works({range}: Incident, credentials: Keys): Promise<boolean> {
	const client = new EC2({endpoint: range.url, region: 'eu-west-1', credentials, maxAttempts: 1});
	try {
		await client.describeInstances({});
		return true;
	} catch {
		return false;
	} finally {
		client.destroy();
	}
}
