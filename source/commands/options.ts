import type {Command} from 'commander';

/** What can be given to a command; each is undefined where it was not. */
export interface Options {
	readonly profile?: string;
	readonly region?: readonly string[];
	/** ms since the epoch. */
	readonly since?: number;
	readonly until?: number;
	readonly endpointUrl?: string;
	readonly readOnly?: boolean;
	readonly case?: string;
	readonly key?: readonly string[];
	readonly logs?: readonly string[];
	/** `DATABASE.TABLE`: read the history there, not with LookupEvents. */
	readonly athena?: string;
	readonly workgroup?: string;
	/** `s3://…` for Athena's results. */
	readonly athenaOutput?: string;
	/** Bytes that Athena may scan without asking. */
	readonly maxScan?: number;
	/** `s3://…` of a trail: print the table's statement, and no more. */
	readonly athenaDdl?: string;
	readonly format?: 'json' | 'md';
	/** Print what containment would do, in place of the report. */
	readonly dryRun?: boolean;
	/** False: --no-color. */
	readonly color?: boolean;
}

/** The chosen regions; null: all. */
export function chosenRegions({region}: Options): readonly string[] | null {
	return region === undefined || region.includes('all') ? null : [...new Set(region)];
}

/** What was given to the command itself and before its name; the former wins, defaults come last. */
export function optionsOf(command: Command): Options {
	const own = Object.entries(command.opts()).filter(
		([name]) =>
			command.getOptionValueSource(name) !== 'default' || command.parent?.getOptionValue(name) === undefined,
	);
	return {...(command.parent?.opts() ?? {}), ...Object.fromEntries(own)};
}
