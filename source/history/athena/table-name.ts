import {Refusal} from '../../domain/refusal.ts';
import {sanitise} from '../../domain/text.ts';
import type {TableName} from './port.ts';

/** Reads `DATABASE.TABLE` or `CATALOG.DATABASE.TABLE`, as given to `--athena`. Throws a Refusal for anything else. */
export function parseTableName(text: string): TableName {
	const parts = text.split('.');
	const [table = '', database = '', catalog = 'AwsDataCatalog'] = parts.toReversed();
	if (parts.length < 2 || parts.length > 3 || parts.some(part => !/^[\w@-]{1,256}$/.test(part))) {
		throw new Refusal('guard', `--athena wants DATABASE.TABLE, not '${sanitise(text)}'`);
	}
	// The data catalogue keeps names in lower case, and so does GetTableMetadata.
	return {catalog, database: database.toLowerCase(), table: table.toLowerCase()};
}
