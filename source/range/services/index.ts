import type {Service} from '../service.ts';
import {account} from './account/index.ts';
import {athena} from './athena/index.ts';
import {cloudtrail} from './cloudtrail/index.ts';
import {ec2} from './ec2/index.ts';
import {iam} from './iam/index.ts';
import {lambda} from './lambda/index.ts';
import {lightsail} from './lightsail/index.ts';
import {organizations} from './organizations/index.ts';
import {sts} from './sts/index.ts';

const all: readonly Service[] = [
	account,
	athena,
	cloudtrail,
	ec2,
	iam,
	lambda,
	lightsail,
	organizations,
	sts,
];

/** The services of the range by their SigV4 name. */
export const services: ReadonlyMap<string, Service> = new Map(
	all.map(service => [service.signingName, service]),
);
