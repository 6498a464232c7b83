import process from 'node:process';
import {CommanderError} from 'commander';
import {Refusal} from '../domain/refusal.ts';
import {sanitise} from '../domain/text.ts';

/** Set by those who want to see where an error comes from, or what Node and the SDK warn of. */
const debugging = process.env['LEAKTUI_DEBUG'] === '1';

/** What commander puts before the reason why a positional argument is none. */
const positional = /^command-argument value '.*' is invalid for argument '.*?'\. /s;

/** Commander's codes for a command line that does not fit, where the message alone does not say what would. */
const usage = /\.(unknownOption|missingArgument|excessArguments|optionMissingArgument)$/;

/**
 * Says in one line on standard error why the program ends, and nothing of where in the code.
 *
 * @returns the exit status: 2, could not run.
 */
export function explain(error: unknown): 2 {
	const message = ofCase(error) ?? (error instanceof Error ? error.message : String(error));
	const line = message
		.replace(/^error: /, '')
		.replace(positional, '')
		.replace(/\s*\n\s*/g, ' ')
		.trim();
	const unclear = error instanceof CommanderError && usage.test(error.code);
	process.stderr.write(`leaktui: ${sanitise(line)}${unclear ? ': see `leaktui --help`' : ''}\n`);
	if (debugging && !(error instanceof Refusal)) trace(error);
	return 2;
}

/** SQLite does not say of what it speaks. */
function ofCase(error: unknown): string | null {
	const isSqlite = error instanceof Error && 'code' in error && error.code === 'ERR_SQLITE_ERROR';
	return isSqlite ? `the case cannot be used (${error.message}): give another file with --case` : null;
}

/**
 * Whatever nobody caught ends the program with one line and not with a stack trace. Warnings of Node and of the SDK are
 * kept back: one of them in the middle of a screen would destroy it.
 */
export function watchForTrouble(): void {
	process.on('warning', warning => {
		if (debugging) process.on('exit', () => trace(warning));
	});
	const die = (error: unknown): void => {
		// After all other exit handlers: the last one gives the terminal back, and only then is there a line to write on.
		process.on('exit', () => explain(error));
		process.exit(2);
	};
	process.on('uncaughtException', die);
	process.on('unhandledRejection', die);
	for (const stream of [process.stdout, process.stderr]) {
		stream.on('error', (error: NodeJS.ErrnoException) => {
			// The reader has gone, as with `| head`: there is nobody to write to any more, and that is no error.
			if (error.code === 'EPIPE') process.exit();
			else die(error);
		});
	}
}

function trace(error: unknown): void {
	process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}
