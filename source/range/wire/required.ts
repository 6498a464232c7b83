import {lowerFirst} from '../parameters.ts';
import {AwsError, type Service} from '../service.ts';
import type {OperationModel} from './model.ts';

/**
 * Refuses an input that lacks a required member, as every service does before it looks any further. Static schemas list
 * the required members first, and say how many they are.
 */
export function checkRequired(
	input: Readonly<Record<string, unknown>>,
	operation: OperationModel,
	service: Service,
): void {
	const schema = operation.input.getSchema();
	if (!Array.isArray(schema)) return;
	const [, , , , names, , count] = schema as readonly unknown[];
	if (!Array.isArray(names) || typeof count !== 'number') return;
	const missing = names.slice(0, count).find(name => input[String(name)] === undefined);
	if (missing !== undefined) throw missingError(String(missing), service);
}

function missingError(name: string, {protocol}: Service): AwsError {
	if (protocol === 'ec2')
		return new AwsError('MissingParameter', `The request must contain the parameter ${name}`);
	const text = `1 validation error detected: Value null at '${lowerFirst(name)}' failed to satisfy constraint: Member must not be null`;
	return new AwsError(protocol === 'query' ? 'ValidationError' : 'ValidationException', text);
}
