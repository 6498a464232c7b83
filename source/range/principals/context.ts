import type {Context} from '../policy/pattern.ts';
import type {Principal} from './authenticate.ts';

/** What a request brings to a policy's conditions beside its action and resource. */
export interface Circumstances {
	readonly now: number;
	readonly region: string;
	readonly sourceIp: string;
	readonly userAgent: string;
	/** Keys of the service itself, such as `sts:ExternalId`. */
	readonly service?: Readonly<Record<string, string | undefined>>;
}

const types = {
	user: 'User',
	session: 'User',
	role: 'AssumedRole',
	federated: 'FederatedUser',
	root: 'Account',
	service: 'Service',
};

/** The condition keys of a request. `aws:TokenIssueTime` exists on temporary credentials only (field guide §2). */
export function contextOf(principal: Principal, circumstances: Circumstances): Context {
	const {session} = principal;
	const {now} = circumstances;
	const keys: Readonly<Record<string, string | undefined>> = {
		'aws:CurrentTime': new Date(now).toISOString(),
		'aws:EpochTime': String(Math.floor(now / 1000)),
		'aws:PrincipalArn': session?.role?.arn ?? principal.arn,
		'aws:PrincipalAccount': principal.accountId,
		'aws:PrincipalType': types[principal.kind],
		'aws:userid': principal.principalId,
		'aws:username': principal.userName,
		'aws:SourceIp': circumstances.sourceIp,
		'aws:UserAgent': circumstances.userAgent,
		'aws:RequestedRegion': circumstances.region,
		'aws:SecureTransport': 'true',
		'aws:ViaAWSService': 'false',
		'aws:TokenIssueTime': session && new Date(session.issuedAt).toISOString(),
		'aws:MultiFactorAuthPresent': session && String(session.mfa),
		'aws:SourceIdentity': session?.sourceIdentity,
		...circumstances.service,
	};
	const context = new Map<string, string>();
	for (const [key, value] of Object.entries(keys)) {
		if (value !== undefined) context.set(key.toLowerCase(), value);
	}
	return context;
}
