import {policy} from '../range/harness.ts';
import type {Incident} from './account.ts';

/** Users without room: for one more managed policy, and for an inline policy either. */
export async function crowd({iam}: Incident): Promise<void> {
	for (const UserName of ['crowded', 'crammed']) {
		await iam.createUser({UserName});
		for (let index = 0; index < 10; index++) {
			const PolicyName = `${UserName}-${index}`;
			const {Policy} = await iam.createPolicy({PolicyName, PolicyDocument: policy('Allow', 's3:ListBucket')});
			await iam.attachUserPolicy({UserName, PolicyArn: Policy?.Arn});
		}
	}
	const PolicyDocument = policy('Allow', ['ec2:Describe*', `s3:${'x'.repeat(1920)}`]);
	await iam.putUserPolicy({UserName: 'crammed', PolicyName: 'long', PolicyDocument});
}
