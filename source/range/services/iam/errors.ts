import {AwsError} from '../../service.ts';

/** IAM's refusals, with its HTTP statuses. */
export const noSuchEntity = (message: string): AwsError => new AwsError('NoSuchEntity', message, 404);
export const alreadyExists = (message: string): AwsError => new AwsError('EntityAlreadyExists', message, 409);
export const limitExceeded = (message: string): AwsError => new AwsError('LimitExceeded', message, 409);
export const deleteConflict = (message: string): AwsError => new AwsError('DeleteConflict', message, 409);
export const malformedPolicy = (): AwsError =>
	new AwsError('MalformedPolicyDocument', 'Syntax errors in policy.');
export const malformedPrincipal = (principal: string): AwsError =>
	new AwsError('MalformedPolicyDocument', `Invalid principal in policy: "AWS":"${principal}"`);
export const invalid = (message: string): AwsError => new AwsError('ValidationError', message);

/** Throws ValidationError where IAM would not take the name. */
export function checkName(parameter: string, name: string, longest = 64): void {
	if (/^[\w+=,.@-]+$/.test(name) && name.length <= longest) return;
	throw invalid(
		`The specified value for ${parameter} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`,
	);
}
