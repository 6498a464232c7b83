import {ec2Instance} from './ec2-instance.ts';
import type {KindReader} from './kind.ts';
import {lambdaFunction} from './lambda-function.ts';
import {lightsailInstance} from './lightsail-instance.ts';

/** Every kind that is read. The next kind is one file here, one in domain/kinds, and a line in each registry. */
export const kindReaders: readonly KindReader[] = [ec2Instance, lambdaFunction, lightsailInstance];
