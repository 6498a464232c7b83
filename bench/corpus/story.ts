import {account, regionsOf, type Shape, slotAt, start} from './layout.ts';
import {Random} from './random.ts';
import {
	assumedRole,
	recordText,
	type Session,
	seconds,
	sessionIdentity,
	usDate,
	userIdentity,
} from './record.ts';

/** What a trace of the corpus must find: no more, no less. */
export interface Truth {
	readonly key: string;
	/** Key id → the id that minted it; the key itself is not in it. */
	readonly parents: Readonly<Record<string, string>>;
	/** `eventID` of every event of the lineage, sorted. */
	readonly events: readonly string[];
	/** How many of them a service made on the lineage's behalf. */
	readonly serviceMade: number;
}

/** Somebody who signs calls in the story. */
interface Actor {
	readonly key: string;
	/** JSON of the identity that the calls carry. */
	readonly identity: string;
	/** JSON of the identity of a service that acts for it, under a key that no event issued. */
	readonly service: (key: string, created: number) => string;
	/** ms since the epoch. */
	readonly from: number;
	readonly to: number;
}

const hour = 3_600_000;
const day = 24 * hour;
const calls = [
	'ListBuckets',
	'GetCallerIdentity',
	'DescribeInstances',
	'ListUsers',
	'DescribeRegions',
	'GetSendQuota',
];
const sources = ['s3', 'sts', 'ec2', 'iam', 'ec2', 'ses'];

/** The leak: a chain of depth 4 with branches, and beside it what is easily taken for it. Its records, by slot. */
export class Story {
	readonly #shape: Shape;
	readonly #random = new Random(2026);
	readonly #bySlot = new Map<number, string[]>();
	readonly #parents: Record<string, string> = {};
	readonly #events: string[] = [];
	readonly #taken = new Map<string, number[]>();
	#serviceMade = 0;
	#count = 0;
	readonly #key: string;

	/** @param busy How many calls the application makes with its key. */
	constructor(shape: Shape, busy: number) {
		this.#shape = shape;
		const suffix = this.#random.id('').slice(0, 11);
		this.#key = `AKIABENCH${suffix}`;
		const application = this.#user('ci-deploy', this.#key, start, start + shape.days * day);
		this.#acts(application, busy, busy / 20);
		for (let i = 0; i < 8; i += 1) this.#session(application, start + 10 * day + i * 7 * hour, i);
		this.#lookAlikes(application, suffix);
	}

	/** How many records the story has, look-alikes included. */
	get count(): number {
		return this.#count;
	}

	get truth(): Truth {
		const {key, parents, events, serviceMade} = {
			key: this.#key,
			parents: this.#parents,
			events: this.#events.toSorted(),
			serviceMade: this.#serviceMade,
		};
		return {key, parents, events, serviceMade};
	}

	/** The JSON of the records that belong in a file. */
	recordsOf(slot: number): readonly string[] {
		return this.#bySlot.get(slot) ?? [];
	}

	/** Key → role → admin role → a new user's key → federation and session tokens. */
	#session(parent: Actor, at: number, index: number): void {
		const first = this.#role(parent, 'deploy', at);
		this.#acts(first, 60, 8);
		for (let second = 0; second < 2; second += 1) {
			const admin = this.#role(first, 'admin', at + (second + 1) * 600_000);
			this.#acts(admin, 60, 8);
			if (second === 0 && index < 3) this.#persists(admin, at + 1_200_000, index);
		}
	}

	#persists(admin: Actor, at: number, index: number): void {
		const user = this.#user(`support-${index}`, this.#random.id('AKIA'), at, start + this.#shape.days * day);
		const response = `{"accessKey":{"userName":"support-${index}","accessKeyId":"${user.key}","status":"Active","createDate":"${usDate(at)}"}}`;
		this.#hop(admin, user.key, at, 'iam', 'CreateAccessKey', `{"userName":"support-${index}"}`, response);
		this.#acts(user, 300, 20);
		for (let token = 0; token < 6; token += 1) {
			const when = at + (token + 1) * 9 * hour;
			const name = token % 3 === 2 ? 'GetSessionToken' : 'GetFederationToken';
			const key = this.#random.id('ASIA');
			const arn = `arn:aws:sts::${account}:federated-user/help-${token}`;
			const user_ =
				name === 'GetSessionToken'
					? ''
					: `,"federatedUser":{"federatedUserId":"${account}:help-${token}","arn":"${arn}"}`;
			const response = `{"credentials":{"accessKeyId":"${key}","sessionToken":"${this.#random.token(24)}","expiration":"${usDate(when + 12 * hour)}"}${user_}}`;
			this.#hop(user, key, when, 'sts', name, '{"durationSeconds":43200}', response);
			const identity = (id: string, rest: string) =>
				`{"type":"FederatedUser","principalId":"${account}:help-${token}","arn":"${arn}","accountId":"${account}","accessKeyId":"${id}","sessionContext":{"attributes":{"creationDate":"${rest}`;
			this.#acts(
				{
					key,
					identity: identity(key, `${seconds(when)}","mfaAuthenticated":"false"}}}`),
					service: (id, created) =>
						identity(id, `${seconds(created)}","mfaAuthenticated":"false"}},"invokedBy":"s3.amazonaws.com"}`),
					from: when,
					to: when + 12 * hour,
				},
				60,
				name === 'GetSessionToken' ? 0 : 8,
			);
		}
	}

	#user(name: string, key: string, from: number, to: number): Actor {
		const principal = this.#random.id('AIDA');
		const identity = userIdentity(name, principal, key);
		const service = (id: string, created: number) =>
			`${userIdentity(name, principal, id).slice(0, -1)},"sessionContext":{"attributes":{"creationDate":"${seconds(created)}","mfaAuthenticated":"false"}},"invokedBy":"s3.amazonaws.com"}`;
		return {key, identity, service, from, to};
	}

	/** AssumeRole, and who comes of it. */
	#role(parent: Actor, role: string, at: number): Actor {
		const name = `session-${this.#random.token(2)}`;
		const session: Session = {
			role,
			roleId: `AROABENCH${role.toUpperCase().padEnd(12, 'X')}`,
			name,
			key: this.#random.id('ASIA'),
			created: at,
		};
		const request = `{"roleArn":"arn:aws:iam::${account}:role/${role}","roleSessionName":"${name}"}`;
		this.#hop(parent, session.key, at, 'sts', 'AssumeRole', request, assumedRole(session, at, this.#random));
		return {
			key: session.key,
			identity: sessionIdentity(session, null),
			service: (key, created) => sessionIdentity({...session, key, created}, 'athena.amazonaws.com'),
			from: at,
			to: at + hour,
		};
	}

	/** Calls spread over the actor's life and all regions; behind some of them a service acts, a second later. */
	#acts(actor: Actor, direct: number, serviceMade: number): void {
		const regions = regionsOf(this.#shape);
		for (let i = 0; i < direct; i += 1) {
			const at = actor.from + 1000 * this.#random.below((actor.to - actor.from) / 1000);
			const which = this.#random.below(calls.length);
			const region = this.#random.pick(regions);
			this.#write(actor.identity, at, region, sources[which] ?? '', calls[which] ?? '', 'null', 'null', true);
			this.#take(actor.identity, at);
			if (i >= serviceMade) continue;
			const service = actor.service(this.#random.id('ASIA'), at + 1000 * this.#random.below(2));
			const later = Math.min(at + 1000 * this.#random.below(600), start + this.#shape.days * day - 1000);
			this.#write(
				service,
				later,
				region,
				'kms',
				'Decrypt',
				'{"encryptionAlgorithm":"SYMMETRIC_DEFAULT"}',
				'null',
				true,
			);
			this.#serviceMade += 1;
		}
	}

	#hop(
		parent: Actor,
		child: string,
		at: number,
		source: string,
		name: string,
		request: string,
		response: string,
	): void {
		const region = source === 'iam' ? 'us-east-1' : this.#random.pick(regionsOf(this.#shape));
		this.#write(parent.identity, at, region, source, name, request, response, true);
		this.#take(parent.identity, at);
		this.#parents[child] = parent.key;
	}

	/** What a careless search finds: near-twin ids, the key named in a request, services that act for somebody else. */
	#lookAlikes(application: Actor, suffix: string): void {
		const last = suffix.at(-1) === 'A' ? 'B' : 'A';
		const twin = this.#user(
			'ci-deploy',
			`AKIABENCH${suffix.slice(0, -1)}${last}`,
			application.from,
			application.to,
		);
		const temporary = this.#user('ci-deploy', `ASIABENCH${suffix}`, application.from, application.to);
		const request = `{"userName":"ci-deploy","accessKeyId":"${this.#key}","status":"Active"}`;
		for (let i = 0; i < 400; i += 1) {
			const quiet = this.#quiet(application.identity);
			const region = this.#random.pick(regionsOf(this.#shape));
			const write = (identity: string, name: string, text: string, response = 'null') =>
				this.#write(
					identity,
					quiet,
					region,
					name === 'AssumeRole' ? 'sts' : 'iam',
					name,
					text,
					response,
					false,
				);
			write(twin.identity, 'ListUsers', 'null');
			write(temporary.identity, 'ListUsers', 'null');
			write(twin.identity, 'UpdateAccessKey', request);
			write(twin.service(this.#random.id('ASIA'), quiet), 'ListUsers', 'null');
			const session = {
				role: 'deploy',
				roleId: 'AROABENCHDEPLOYXXXXX',
				name: `job-${i}`,
				key: this.#random.id('ASIA'),
				created: quiet,
			};
			write(twin.identity, 'AssumeRole', 'null', assumedRole(session, quiet, this.#random));
		}
	}

	/** A moment with none of the identity's own calls within a minute. */
	#quiet(identity: string): number {
		const taken = this.#taken.get(identity) ?? [];
		for (;;) {
			const at = start + 1000 * this.#random.below(this.#shape.days * 86_400);
			if (taken.every(time => Math.abs(time - at) > 10_000)) return at;
		}
	}

	#take(identity: string, at: number): void {
		const taken = this.#taken.get(identity);
		if (taken === undefined) this.#taken.set(identity, [at]);
		else taken.push(at);
	}

	#write(
		identity: string,
		time: number,
		region: string,
		source: string,
		name: string,
		request: string,
		response: string,
		ours: boolean,
	): void {
		const id = this.#random.uuid();
		const text = recordText(
			{
				identity,
				time,
				region,
				source: `${source}.amazonaws.com`,
				name,
				ip: this.#random.address(),
				agent: 'aws-cli/2.17.13 md/awscrt#0.20.11 ua/2.0 os/linux',
				id,
				readOnly: true,
				request,
				response,
			},
			this.#random,
		);
		const slot = slotAt(this.#shape, region, time);
		const records = this.#bySlot.get(slot);
		if (records === undefined) this.#bySlot.set(slot, [text]);
		else records.push(text);
		this.#count += 1;
		if (ours) this.#events.push(id);
	}
}
