import type {ResourceKind} from '../resource.ts';
import {ec2Instance} from './ec2-instance.ts';
import type {Kind} from './kind.ts';
import {lambdaFunction} from './lambda-function.ts';
import {lightsailInstance} from './lightsail-instance.ts';

export type {Created, Kind} from './kind.ts';

/** Every kind, in the order of the screen. The compiler asks for the next one here. */
export const kinds: Readonly<Record<ResourceKind, Kind>> = {
	'ec2-instance': ec2Instance,
	'lambda-function': lambdaFunction,
	'lightsail-instance': lightsailInstance,
};
