import type {RefusalKind} from './refusal.ts';

/** A service whose operations a step may call, by its name in IAM's policy language. */
export type ServiceName =
	| 'account'
	| 'athena'
	| 'cloudtrail'
	| 'ec2'
	| 'iam'
	| 'lambda'
	| 'lightsail'
	| 'organizations'
	| 'sts';

/** Exactly one AWS call. */
export interface AwsCall {
	readonly service: ServiceName;
	/** `UpdateAccessKey` */
	readonly operation: string;
	readonly region: string;
	/** The operation's input as the SDK takes it, raw: ids that AWS gave are passed back unchanged. */
	readonly input: Readonly<Record<string, unknown>>;
}

/** `reversible`: a call takes it back. `irreversible`: nothing does. */
export type Danger = 'reversible' | 'irreversible';

/** One reviewed write. */
export interface Step {
	/** Unique in its plan. */
	readonly id: string;
	readonly call: AwsCall;
	/** The id of what it acts on, as shown and journaled. */
	readonly target: string;
	/** Why the step is in the plan, in one line. */
	readonly why: string;
	readonly danger: Danger;
	/** The call that takes it back; null if nothing does. */
	readonly undo: AwsCall | null;
	/** Ids of steps that must have succeeded before this one may run. Steps that do not wait for each other run together. */
	readonly after: readonly string[];
	/** Set where the steps in `after` must have ended, but need not have succeeded: what this one does helps all the same. */
	readonly regardless?: true;
	/** How the lineage came by what the step acts on; a few words each. */
	readonly because?: readonly string[];
	/** What it breaks, and for whom; one line each. */
	readonly breaks?: readonly string[];
	/** What the step is about to change, as AWS told it; journaled, never a secret. */
	readonly before?: Readonly<Record<string, unknown>>;
	/** What is tried where AWS refuses this call: the next means to the same end (field guide §2). */
	readonly otherwise?: Step;
	/** What the call works with, made before it in this order, when its turn has come. */
	readonly first?: readonly Step[];
	/** Set where it was made by leaktui before: that it is there is then no failure. Somebody else's is never taken for ours. */
	readonly mayExist?: true;
	/** The journaled write that it takes back. */
	readonly undoes?: string;
}

/** Something that the plan cannot do or does not do, and why. */
export interface LeftOut {
	readonly what: string;
	readonly why: string;
}

/** Ready text for somebody who can do what the responder cannot: a policy, commands. */
export interface Handover {
	/** To whom, and what for, in one line. */
	readonly what: string;
	readonly text: string;
}

/** A role that a plan ends: whoever else takes it stops working, and the history can be asked who that is. */
export interface EndedRole {
	readonly name: string;
	/** As IAM has it, with its path; null where IAM did not say. */
	readonly arn: string | null;
	/** Where it is at work, the likeliest first. */
	readonly regions: readonly string[];
}

/** A reviewed, ordered list of steps. */
export interface Plan {
	readonly title: string;
	readonly steps: readonly Step[];
	/** What it breaks, for whom, and what goes on working all the same; one line each. */
	readonly consequences: readonly string[];
	/** What must be typed to run an irreversible plan (terminal guide §1): the id, or `terminate 7`; null: `y` suffices. */
	readonly confirmation: string | null;
	/** ms since the epoch after which no step may start, because the calls hold a time: the plan must be made again. */
	readonly validUntil?: number;
	readonly leftOut?: readonly LeftOut[];
	readonly roles?: readonly EndedRole[];
	readonly handover?: readonly Handover[];
}

/** How one step went. `skipped`: a step that it waits for failed. */
export type StepOutcome =
	| {
			readonly status: 'done';
			readonly requestId: string | null;
			readonly output: Readonly<Record<string, unknown>>;
			/** The means that did it, where the step's own was refused. */
			readonly instead?: Step;
	  }
	| {readonly status: 'refused'; readonly reason: string}
	| {
			readonly status: 'failed';
			readonly reason: string;
			readonly requestId: string | null;
			/** What kind of no it was, where AWS said it. */
			readonly kind?: RefusalKind;
	  }
	| {readonly status: 'skipped'; readonly reason: string};

/** The worst danger among the steps. */
export function dangerOf(plan: Plan): Danger {
	return plan.steps.some(step => step.danger === 'irreversible') ? 'irreversible' : 'reversible';
}

/** The call as one would type it to the AWS CLI's ear: `ec2:TerminateInstances eu-west-1 {"InstanceIds":["i-1"]}`. */
export function describeCall(call: AwsCall): string {
	return `${call.service}:${call.operation} ${call.region} ${JSON.stringify(call.input)}`;
}
