import type {Clock} from './clock.ts';
import type {World} from './world.ts';

/** Who signed a call, as the range knows it. `credential` is the access key id of the signature. */
export interface Caller {
	readonly credential: string;
	readonly kind: 'user' | 'session' | 'role' | 'federated' | 'root' | 'service';
	/** `arn:aws:iam::…:user/x`, `arn:aws:sts::…:assumed-role/role/session`, `arn:aws:sts::…:federated-user/x`. */
	readonly arn: string;
	readonly principalId: string;
	readonly accountId: string;
	readonly userName?: string;
	/** The role behind a role session. */
	readonly roleName?: string;
	/** Range time in ms at which a temporary credential was issued: `aws:TokenIssueTime`. */
	readonly issuedAt?: number;
}

/** What a handler knows of the call that it answers. */
export interface Call {
	readonly world: World;
	readonly clock: Clock;
	/** The region of the signature's scope. */
	readonly region: string;
	readonly caller: Caller;
	readonly sourceIp: string;
	readonly userAgent: string;
}

/** An action on a resource, as IAM's policy language names both. */
export interface Permission {
	/** `iam:CreateUser` */
	readonly action: string;
	/** An ARN, or `*` where the service has no resource-level permission. */
	readonly resource: string;
}

/** The parts of a CloudTrail record that an operation shapes for itself; what is left out is derived from the schema. */
export interface Recorded {
	readonly eventName?: string;
	readonly requestParameters?: unknown;
	readonly responseElements?: unknown;
	readonly resources?: readonly {readonly ARN: string; readonly type: string; readonly accountId?: string}[];
	readonly additionalEventData?: unknown;
	/** Field guide §7: a denied EC2 or S3 call keeps its parameters, IAM's and most others lose them. */
	readonly keepWhenDenied?: boolean;
	/** The same in the copies of one event that go to the trails of different accounts. */
	readonly sharedEventID?: string;
	/** Data events (field guide §9) never reach the event history. */
	readonly managementEvent?: boolean;
}

/** One API operation of a service. `Input` and `Output` are the SDK's own command types. */
export interface Operation<Input = never, Output = unknown> {
	/** Answers the call; throws AwsError to refuse it. */
	handle(input: Input, call: Call): Output | Promise<Output>;
	/** What the caller must be allowed; default: `service:Operation` on `*`. */
	permissions?(input: Input, call: Call): readonly Permission[];
	/** CloudTrail's `readOnly`; default: by the operation's verb. It does not mean harmless: field guide §6. */
	readonly readOnly?: boolean;
	/** Called once after the call, also when it was refused (then `output` is undefined). */
	record?(input: Input, output: Output | undefined, call: Call): Recorded;
}

/** A service of the range: one small module per service, registered in services/index.ts. */
export interface Service {
	/** The SigV4 service name: `iam`, `ec2`, `sts`, `cloudtrail`, `lambda`, `lightsail`, `organizations`, `account`. */
	readonly signingName: string;
	/** `iam.amazonaws.com` */
	readonly eventSource: string;
	/** How the service talks; the wire/ module of that name turns HTTP into input and output into HTTP. */
	readonly protocol: 'query' | 'ec2' | 'json' | 'rest-json';
	/** The module of the SDK client, whose exported schemas (`CreateUser$`, …) describe every operation. */
	readonly schemas: Readonly<Record<string, unknown>>;
	/** Query and ec2: the API version in namespaces, `2010-05-08`. Json: the target prefix, `AWSOrganizationsV20161128`. */
	readonly version: string;
	/** Set where the service logs in one region only, whatever region was called: IAM, Organizations. */
	readonly loggedIn?: string;
	// biome-ignore lint/suspicious/noExplicitAny: operations differ in their types; each is checked where it is written.
	readonly operations: Readonly<Record<string, Operation<any, any>>>;
}

/** A refusal in AWS's own terms: it reaches the client in the shape of its protocol. */
export class AwsError extends Error {
	readonly code: string;
	readonly status: number;

	/** @param code AWS's error code, `NoSuchEntity`. @param status HTTP status. */
	constructor(code: string, message: string, status = 400) {
		super(message);
		this.name = code;
		this.code = code;
		this.status = status;
	}
}
