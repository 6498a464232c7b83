import {parametersOf} from './parameters.ts';
import type {Principal} from './principals/authenticate.ts';
import type {AwsError, Call, Operation, Recorded} from './service.ts';
import type {TrailRecord} from './trail.ts';
import type {OperationModel, ServiceModel} from './wire/model.ts';

/** A call that was answered or refused, as far as its record needs it. */
export interface Happened {
	readonly model: ServiceModel;
	readonly schema: OperationModel;
	readonly operation: Operation<unknown, unknown>;
	readonly principal: Principal;
	readonly call: Call;
	readonly input: unknown;
	readonly output: unknown;
	readonly error?: AwsError;
	/** Range time in ms. */
	readonly time: number;
	readonly requestId: string;
}

const reading = /^(Get|List|Describe|Lookup|Search|Head|BatchGet|Scan|Query|Check|Simulate|AssumeRole)/;

/** ISO to the second, as `eventTime` and `creationDate` have it. */
export const isoSeconds = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`;

/** The CloudTrail record of a call, in the shape and with the gaps of field guide §7. */
export function recordOf(happened: Happened): TrailRecord {
	const {model, schema, operation, principal, call, error, time} = happened;
	const {service} = model;
	const own = operation.record?.(happened.input, happened.output, call) ?? {};
	const readOnly = operation.readOnly ?? reading.test(schema.name);
	const region = service.loggedIn ?? call.region;
	return {
		eventVersion: '1.11',
		userIdentity: identityOf(principal),
		eventTime: isoSeconds(time),
		eventSource: service.eventSource,
		eventName: own.eventName ?? schema.name,
		awsRegion: region,
		sourceIPAddress: call.sourceIp,
		userAgent: call.userAgent,
		...(error ? {errorCode: errorCode(error, model), errorMessage: error.message} : {}),
		requestParameters: requestOf(happened, own),
		responseElements: error || readsNothingBack(schema.name, readOnly) ? null : responseOf(happened, own),
		...(own.additionalEventData ? {additionalEventData: own.additionalEventData} : {}),
		requestID: happened.requestId,
		eventID: call.world.eventIds.uuid(),
		readOnly,
		...(own.resources ? {resources: own.resources} : {}),
		eventType: 'AwsApiCall',
		managementEvent: own.managementEvent ?? true,
		recipientAccountId: principal.accountId,
		eventCategory: own.managementEvent === false ? 'Data' : 'Management',
		...(own.sharedEventID ? {sharedEventID: own.sharedEventID} : {}),
		...(principal.session?.console ? {sessionCredentialFromConsole: 'true'} : {}),
		tlsDetails: {
			tlsVersion: 'TLSv1.3',
			cipherSuite: 'TLS_AES_128_GCM_SHA256',
			clientProvidedHostHeader: `${service.signingName}.${call.region}.amazonaws.com`,
		},
	};
}

/** Reads leave no response behind, but for AssumeRole, which CloudTrail calls a read (field guide §6). */
const readsNothingBack = (name: string, readOnly: boolean): boolean =>
	readOnly && !name.startsWith('AssumeRole');

function requestOf({schema, input, error}: Happened, own: Recorded): unknown {
	if (error && isDenial(error) && !own.keepWhenDenied) return null;
	return own.requestParameters === undefined ? parametersOf(schema.input, input) : own.requestParameters;
}

function responseOf({schema, output}: Happened, own: Recorded): unknown {
	return own.responseElements === undefined ? parametersOf(schema.output, output) : own.responseElements;
}

const isDenial = ({code}: AwsError): boolean => /^(AccessDenied|UnauthorizedOperation)/.test(code);

/** Trails name errors by shape (`NoSuchEntityException`); EC2's carry whose fault it was. */
function errorCode({code, status}: AwsError, {service, errors}: ServiceModel): string {
	if (service.protocol === 'ec2') return `${status < 500 ? 'Client' : 'Server'}.${code}`;
	if (code === 'AccessDeniedException') return 'AccessDenied';
	return errors.get(code)?.getName() ?? code;
}

/** `userIdentity`, as each kind of principal has it. */
export function identityOf({session, ...principal}: Principal): Readonly<Record<string, unknown>> {
	const base = {
		principalId: principal.principalId,
		arn: principal.arn,
		accountId: principal.accountId,
		accessKeyId: principal.credential,
	};
	if (session === undefined) {
		if (principal.kind === 'root') return {type: 'Root', ...base};
		return {type: 'IAMUser', ...base, userName: principal.userName};
	}
	const attributes = {creationDate: isoSeconds(session.issuedAt), mfaAuthenticated: String(session.mfa)};
	if (session.kind === 'root') {
		return {type: 'Root', ...base, sessionContext: {assumedRoot: 'true', attributes}};
	}
	if (session.kind === 'session') {
		return {type: 'IAMUser', ...base, userName: principal.userName, sessionContext: {attributes}};
	}
	const issuer = session.role
		? {type: 'Role', principalId: session.role.id, arn: session.role.arn, userName: session.role.name}
		: {type: 'IAMUser', principalId: session.user?.id, arn: session.user?.arn, userName: session.user?.name};
	return {
		type: session.role ? 'AssumedRole' : 'FederatedUser',
		...base,
		sessionContext: {
			sessionIssuer: {...issuer, accountId: principal.accountId},
			attributes,
			...(session.sourceIdentity ? {sourceIdentity: session.sourceIdentity} : {}),
		},
	};
}
