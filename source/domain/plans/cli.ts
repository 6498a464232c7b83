import type {AwsCall} from '../plan.ts';

/** The call as a command for the AWS CLI, to be pasted into a POSIX shell: whatever the input holds, it stays one word. */
export function cliCommand({service, operation, region, input}: AwsCall): string {
	const json = JSON.stringify(input).replaceAll("'", String.raw`'\''`);
	return `aws ${service} ${kebab(operation)} --region ${region} --cli-input-json '${json}'`;
}

/** `UpdateSSHPublicKey` is `update-ssh-public-key`. */
function kebab(operation: string): string {
	return operation
		.replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
		.replace(/([a-z\d])([A-Z])/g, '$1-$2')
		.toLowerCase();
}
