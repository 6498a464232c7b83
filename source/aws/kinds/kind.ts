import type {Resource, ResourceKind} from '../../domain/resource.ts';
import type {Clients} from '../clients.ts';
import type {Regions} from '../regions.ts';

/** How AWS is asked for one kind of resource. What can be done with it is in domain/kinds. */
export interface KindReader {
	readonly kind: ResourceKind;
	/** Where it can be at all, enabled or not. */
	regions(regions: Regions): readonly string[];
	/**
	 * Lists a region, batch by batch. A resource may come again with more known of it; the later one counts. Throws a
	 * Refusal where the region does not answer.
	 */
	list(clients: Clients, region: string, signal: AbortSignal): AsyncIterable<readonly Resource[]>;
}

/** All regions that EC2 knows, enabled or not. */
export function everyRegion({enabled, disabled}: Regions): readonly string[] {
	return [...enabled, ...disabled];
}
