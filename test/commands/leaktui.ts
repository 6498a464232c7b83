import {spawn} from 'node:child_process';

export interface Ended {
	readonly status: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

/** Nothing of the machine's own AWS configuration may decide a test. */
const nowhere: Readonly<Record<string, string>> = {
	AWS_CONFIG_FILE: '/nonexistent/config',
	AWS_SHARED_CREDENTIALS_FILE: '/nonexistent/credentials',
	AWS_EC2_METADATA_DISABLED: 'true',
};

/** Runs the built program without a terminal, as a shell or a cron job would. */
export function leaktui(
	args: readonly string[],
	environment: Readonly<Record<string, string>> = {},
): Promise<Ended> {
	const own = Object.entries(process.env).filter(([name]) => !/^(AWS_|NODE_|LEAKTUI_|XDG_)/.test(name));
	const child = spawn(process.execPath, ['bin/leaktui.js', ...args], {
		env: {...Object.fromEntries(own), ...nowhere, ...environment},
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let stdout = '';
	let stderr = '';
	child.stdout.setEncoding('utf8').on('data', text => {
		stdout += text;
	});
	child.stderr.setEncoding('utf8').on('data', text => {
		stderr += text;
	});
	return new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('close', status => resolve({status, stdout, stderr}));
	});
}
