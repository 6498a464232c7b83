import type {GetTableMetadataInput, GetTableMetadataOutput, GetWorkGroupInput} from '@aws-sdk/client-athena';
import * as schemas from '@aws-sdk/client-athena';
import {AwsError, type Operation, type Service} from '../../service.ts';
import * as queries from './queries.ts';
import {workgroupOf} from './queries.ts';

const GetWorkGroup: Operation<GetWorkGroupInput, schemas.GetWorkGroupOutput> = {
	handle({WorkGroup: name}, {world}) {
		const {outputLocation, cutoff} = workgroupOf(world, name);
		return {
			WorkGroup: {
				Name: name,
				State: 'ENABLED',
				Configuration: {
					...(outputLocation === null ? {} : {ResultConfiguration: {OutputLocation: outputLocation}}),
					...(cutoff === null ? {} : {BytesScannedCutoffPerQuery: cutoff}),
					EnforceWorkGroupConfiguration: outputLocation !== null,
					EngineVersion: {
						SelectedEngineVersion: 'AUTO',
						EffectiveEngineVersion: 'Athena engine version 3',
					},
				},
			},
		};
	},
};

const GetTableMetadata: Operation<GetTableMetadataInput, GetTableMetadataOutput> = {
	handle({DatabaseName: database = '', TableName: table = ''}, {world}) {
		const found = world.athena.tables.get(`${database}.${table}`.toLowerCase());
		if (found === undefined) {
			throw new AwsError(
				'MetadataException',
				'EntityNotFoundException: Entity Not Found (Service: AmazonDataCatalog; Status Code: 400; Error Code: EntityNotFoundException)',
			);
		}
		return {TableMetadata: found};
	},
};

/** Amazon Athena: real in everything but the engine, which somebody must bring (state.ts). */
export const athena: Service = {
	signingName: 'athena',
	eventSource: 'athena.amazonaws.com',
	protocol: 'json',
	schemas: {...schemas},
	version: 'AmazonAthena',
	operations: {GetTableMetadata, GetWorkGroup, ...queries.operations},
};
