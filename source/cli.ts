import process, {stderr, stdin, stdout} from 'node:process';
import {Argument, type Command, CommanderError, Option, Command as Program} from 'commander';
import {optionsOf} from './commands/options.ts';
import {explain, watchForTrouble} from './commands/trouble.ts';
import {bytes, endpoint, key, port, regions, time} from './commands/values.ts';
import {version} from './version.ts';

const streams = {stdin, stdout, stderr};

const program = new Program('leaktui')
	.description(
		'The terminal console for a leaked AWS access key: see it, contain it, clean up after it, prove it.',
	)
	.version(version, '-V, --version', 'print the version')
	.helpOption('-h, --help', 'print this help')
	.helpCommand(false)
	.showSuggestionAfterError(false)
	.enablePositionalOptions()
	.exitOverride()
	.configureOutput({outputError() {}})
	.addHelpText(
		'after',
		'\nExit status: 0 contained and clean, 1 something is open, 2 could not run, 3 incomplete.',
	);

withAthena(withAccount(withWindow(withCase(program))))
	.usage('[KEY...] [options]\n       leaktui <command> …')
	.argument('[KEY...]', 'the ids of the leaked keys, AKIA… or ASIA…', key)
	.action(async (keys: readonly string[] | undefined, _options, command: Command) => {
		const {onAccount} = await import('./commands/console.ts');
		return end(await onAccount(keys ?? [], optionsOf(command), streams));
	});

withWindow(withCase(subcommand('logs', 'the console on CloudTrail files; needs no account')))
	.argument('<PATH...>', 'folders and files: .json, .json.gz, NDJSON, LookupEvents output')
	.option('-k, --key <KEY...>', 'the ids of the leaked keys', key)
	.action(async (paths: readonly string[], _options, command: Command) => {
		const {onLogs} = await import('./commands/console.ts');
		return end(await onLogs(paths, optionsOf(command), streams));
	});

withCase(subcommand('demo', 'the console on the embedded range, with an incident in it'))
	.argument('[SCENARIO]', 'default: cryptomining')
	.option('--read-only', 'change nothing, whatever is pressed')
	.action(async (scenario: string | undefined, _options, command: Command) => {
		const {demo} = await import('./commands/demo.ts');
		return end(await demo(scenario, optionsOf(command), streams));
	});

subcommand('range', 'only the embedded range: prints the environment to export, serves until interrupted')
	.argument('[SCENARIO]', 'default: cryptomining')
	.option('--port <PORT>', 'on 127.0.0.1; default: a free one', port)
	.action(async (scenario: string | undefined, options: {port?: number}) => {
		const {range} = await import('./commands/range.ts');
		return end(await range({...(scenario === undefined ? {} : {scenario}), ...options}, streams));
	});

withAthena(
	withAccount(
		withWindow(
			withCase(subcommand('report', 'the same investigation without a terminal, to standard output')),
		),
	),
)
	.argument('[KEY...]', 'the ids of the leaked keys', key)
	.option('--logs <PATH...>', 'read these files and no account')
	.addOption(new Option('--format <FORMAT>', 'of the report').choices(['json', 'md']).default('json'))
	.option(
		'--dry-run',
		'print the plan that would contain the lineage, in place of the report; nothing is changed',
	)
	.action(async (keys: readonly string[] | undefined, _options, command: Command) => {
		const {report} = await import('./commands/report.ts');
		return end(await report(keys ?? [], optionsOf(command), streams));
	});

withAccount(subcommand('resume', 'go on with a case'))
	.argument('[CASE]', 'its file; default: the case that was written to last')
	.action(async (path: string | undefined, _options, command: Command) => {
		const {resume} = await import('./commands/resume.ts');
		return end(await resume(path, optionsOf(command), streams));
	});

subcommand('policy', 'the least-privilege IAM policy for a run, as JSON')
	.addArgument(new Argument('<PURPOSE>', 'to look, or to act as well').choices(['read', 'respond']))
	.action(async (purpose: 'read' | 'respond') => {
		const {policy} = await import('./commands/policy.ts');
		return end(await policy(purpose, streams));
	});

function subcommand(name: string, summary: string): Command {
	return program.command(name).description(summary);
}

function withCase(command: Command): Command {
	return command
		.option('--case <FILE>', 'keep the incident in this file')
		.option('--no-color', 'no colours (NO_COLOR works too)');
}

function withWindow(command: Command): Command {
	return command
		.option('--since <TIME>', 'read from here on: 36h, 7d, 2026-11-20, 2026-11-20T05:00:00Z', time)
		.option('--until <TIME>', 'read up to here; default: the present', time);
}

function withAccount(command: Command): Command {
	return command
		.option('--profile <NAME>', 'a profile of the AWS configuration')
		.option('--region <REGION...>', 'only these, separated by commas; default: all', regions)
		.option('--endpoint-url <URL>', 'every service at this address (AWS_ENDPOINT_URL works too)', endpoint)
		.option('--read-only', 'change nothing, whatever is pressed');
}

function withAthena(command: Command): Command {
	return command
		.option('--athena <DATABASE.TABLE>', 'read the history from a CloudTrail table of Athena')
		.option('--workgroup <NAME>', 'of Athena; default: primary')
		.option('--athena-output <S3-URL>', "where Athena puts results; default: the workgroup's place")
		.option('--max-scan <SIZE>', 'what Athena may scan without asking; default: 10GB', bytes)
		.option('--athena-ddl <S3-URL>', 'only print the statement that makes the table, over this trail');
}

function end(status: number): never {
	// What has to be written was waited for; a socket or a timer that is left over must not keep anybody waiting.
	process.exit(status);
}

watchForTrouble();
try {
	await program.parseAsync();
} catch (error) {
	end(error instanceof CommanderError && error.exitCode === 0 ? 0 : explain(error));
}
