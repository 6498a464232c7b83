import type {Tag} from '@aws-sdk/client-lightsail';

export interface LightsailInstance {
	readonly name: string;
	readonly arn: string;
	readonly region: string;
	readonly zone: string;
	readonly blueprintId: string;
	readonly bundleId: string;
	readonly supportCode: string;
	readonly privateIp: string;
	readonly publicIp: string;
	readonly keyName: string;
	readonly tags: Tag[];
	/** Range time, ms. */
	readonly createdAt: number;
}

/** The Lightsail instances of the account. A name is unique within its region. */
export class LightsailState {
	readonly #instances = new Map<string, LightsailInstance>();

	add(instance: LightsailInstance): void {
		this.#instances.set(`${instance.region} ${instance.name}`, instance);
	}

	in(region: string): LightsailInstance[] {
		return this.all().filter(instance => instance.region === region);
	}

	all(): LightsailInstance[] {
		return [...this.#instances.values()];
	}

	get(region: string, name: string): LightsailInstance | undefined {
		return this.#instances.get(`${region} ${name}`);
	}

	delete(instance: LightsailInstance): void {
		this.#instances.delete(`${instance.region} ${instance.name}`);
	}
}
