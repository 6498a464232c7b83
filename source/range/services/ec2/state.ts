import type {IpPermission, Tag} from '@aws-sdk/client-ec2';
import {isForgotten, type Lifecycle} from './lifecycle.ts';
import {defaultGroup} from './network.ts';

export interface Instance {
	readonly id: string;
	readonly region: string;
	readonly zone: string;
	readonly reservationId: string;
	readonly imageId: string;
	readonly type: string;
	/** Range time, ms. */
	readonly launchedAt: number;
	readonly launchIndex: number;
	readonly clientToken: string;
	readonly keyName: string | undefined;
	readonly profile: {readonly arn: string; readonly id: string} | undefined;
	readonly subnetId: string;
	readonly vpcId: string;
	readonly privateIp: string;
	readonly publicIp: string;
	readonly volume: {readonly id: string; readonly size: number};
	/** Spot instances have no termination protection (field guide §12). */
	readonly spot: boolean;
	lifecycle: Lifecycle;
	groups: string[];
	tags: Tag[];
	/** Base64, as it was given. */
	userData: string | undefined;
	terminationProtection: boolean;
	stopProtection: boolean;
	shutdownBehavior: string;
}

export interface KeyPair {
	readonly id: string;
	readonly name: string;
	readonly region: string;
	readonly type: 'rsa' | 'ed25519';
	readonly fingerprint: string;
	/** Range time, ms. */
	readonly createdAt: number;
	readonly tags: readonly Tag[];
}

export interface SecurityGroup {
	readonly id: string;
	readonly name: string;
	readonly description: string;
	readonly region: string;
	readonly vpcId: string;
	readonly ingress: IpPermission[];
	readonly tags: readonly Tag[];
}

/** What EC2 keeps of the account, over all regions. Ids are unique over regions; lookups are per region. */
export class Ec2State {
	readonly #instances = new Map<string, Instance>();
	readonly #keyPairs = new Map<string, KeyPair>();
	readonly #groups = new Map<string, SecurityGroup>();
	/** Regions whose default security group exists: it comes with the first look at the region. */
	readonly #seen = new Set<string>();

	addInstance(instance: Instance): void {
		this.#instances.set(instance.id, instance);
	}

	/** The instances of `region`, oldest first, without those that EC2 has forgotten at `now` (range time, ms). */
	instances(region: string, now: number): Instance[] {
		return [...this.#instances.values()].filter(
			instance => instance.region === region && !isForgotten(instance.lifecycle, now),
		);
	}

	instance(region: string, id: string, now: number): Instance | undefined {
		const found = this.#instances.get(id);
		return found?.region === region && !isForgotten(found.lifecycle, now) ? found : undefined;
	}

	addKeyPair(pair: KeyPair): void {
		this.#keyPairs.set(`${pair.region} ${pair.name}`, pair);
	}

	keyPairs(region: string): KeyPair[] {
		return [...this.#keyPairs.values()].filter(pair => pair.region === region);
	}

	keyPair(region: string, name: string): KeyPair | undefined {
		return this.#keyPairs.get(`${region} ${name}`);
	}

	deleteKeyPair(pair: KeyPair): void {
		this.#keyPairs.delete(`${pair.region} ${pair.name}`);
	}

	addGroup(group: SecurityGroup): void {
		this.#groups.set(group.id, group);
	}

	groups(region: string): SecurityGroup[] {
		if (!this.#seen.has(region)) {
			this.#seen.add(region);
			this.addGroup(defaultGroup(region));
		}
		return [...this.#groups.values()].filter(group => group.region === region);
	}

	deleteGroup(group: SecurityGroup): void {
		this.#groups.delete(group.id);
	}
}
