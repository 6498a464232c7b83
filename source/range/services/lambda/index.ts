import * as schemas from '@aws-sdk/client-lambda';
import type {Service} from '../../service.ts';
import * as access from './access.ts';
import * as functions from './functions.ts';
import * as reads from './reads.ts';
import * as urls from './urls.ts';

/** AWS Lambda: functions, their public URLs, their own policies. */
export const lambda: Service = {
	signingName: 'lambda',
	eventSource: 'lambda.amazonaws.com',
	protocol: 'rest-json',
	schemas: {...schemas},
	version: '2015-03-31',
	operations: {...functions, ...reads, ...urls, ...access},
};
