import type {Service} from '../service.ts';
import {ec2} from './ec2.ts';
import {json} from './json.ts';
import type {Protocol} from './message.ts';
import {query} from './query.ts';
import {restJson} from './rest-json.ts';

/** The wire protocols by the name that a service gives its own. */
export const protocols: Readonly<Record<Service['protocol'], Protocol>> = {
	query,
	ec2,
	json,
	'rest-json': restJson,
};
