import {NormalizedSchema} from '@smithy/core/schema';
import type {Service} from '../service.ts';

/** One operation as the SDK's schemas describe it. */
export interface OperationModel {
	readonly name: string;
	readonly input: NormalizedSchema;
	readonly output: NormalizedSchema;
	/** Method, path template, status; set on rest protocols. */
	readonly http?: readonly [method: string, path: string, status: number];
}

/** What the SDK's schemas say of a service: read once, on its first call. */
export interface ServiceModel {
	readonly service: Service;
	readonly operations: ReadonlyMap<string, OperationModel>;
	/** The error shape of a code: `NoSuchEntity` → `NoSuchEntityException`. */
	readonly errors: ReadonlyMap<string, NormalizedSchema>;
}

type SchemaRef = Parameters<typeof NormalizedSchema.of>[0];

const models = new WeakMap<Service, ServiceModel>();

/** The model of a service, from the schemas that its SDK client exports. */
export function modelOf(service: Service): ServiceModel {
	let model = models.get(service);
	if (model === undefined) {
		model = build(service);
		models.set(service, model);
	}
	return model;
}

/** Static schemas are tuples that begin with their kind: 9 is an operation, -3 an error (smithy's own numbering). */
function build(service: Service): ServiceModel {
	const operations = new Map<string, OperationModel>();
	const errors = new Map<string, NormalizedSchema>();
	for (const schema of Object.values(service.schemas)) {
		if (!Array.isArray(schema)) continue;
		const [kind, , name, traits] = schema as [unknown, unknown, string, unknown];
		if (kind === 9) operations.set(name, operation(name, traits, schema[4], schema[5]));
		if (kind === -3) {
			const shape = NormalizedSchema.of(schema as unknown as SchemaRef);
			errors.set(name, shape);
			const query = shape.getMergedTraits()['awsQueryError'];
			if (Array.isArray(query)) errors.set(String(query[0]), shape);
		}
	}
	return {service, operations, errors};
}

function operation(name: string, traits: unknown, input: SchemaRef, output: SchemaRef): OperationModel {
	const base = {name, input: NormalizedSchema.of(input), output: NormalizedSchema.of(output)};
	const http = (traits as {http?: OperationModel['http']}).http;
	return http ? {...base, http} : base;
}
