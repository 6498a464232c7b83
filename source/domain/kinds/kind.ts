import type {Event} from '../event.ts';
import type {ServiceName, Step} from '../plan.ts';
import type {Resource, ResourceKind} from '../resource.ts';

/** Where a resource is: what an event of its making tells. */
export interface Created {
	readonly id: string;
	readonly region: string;
}

/** One kind of resource: what it is called, which events make it, and how it is removed. How it is listed is in aws/kinds. */
export interface Kind {
	readonly kind: ResourceKind;
	/** As a heading: `EC2 instances`. */
	readonly title: string;
	readonly service: ServiceName;
	/** What removing is called: the word that is typed to confirm a batch. */
	readonly verb: 'terminate' | 'delete';
	/** What the event made; nothing for a failed call or another event. */
	created(event: Event): readonly Created[];
	/** The calls that remove it, protection first; ids are unique among all resources. */
	remove(resource: Resource): readonly Step[];
	/** What is lost, and what stays or comes back, when these are removed; one line each. */
	consequences(resources: readonly Resource[]): readonly string[];
}
