/** Where a history is read from. */
export type SourceName = 'lookup' | 'logs' | 'athena';

/** How far one source has been read in one region; it never claims more than was read. Times are ms since the epoch. */
export interface Coverage {
	readonly source: SourceName;
	readonly region: string;
	/** Oldest and newest moment up to which the region was read; null where nothing was. */
	readonly from: number | null;
	readonly to: number | null;
	/** Whether everything asked for between `from` and `to` was read. */
	readonly complete: boolean;
	/** Events of the lineage that were found there. */
	readonly events: number;
	/** Why it is not complete, in one line; null if it is or is still being read. */
	readonly error: string | null;
}

/** Something that the history cannot show. */
export interface BlindSpot {
	/** What cannot be seen, in a few words: `S3 object access`, `eu-west-1`, `broken.json.gz`. */
	readonly what: string;
	readonly why: string;
}
