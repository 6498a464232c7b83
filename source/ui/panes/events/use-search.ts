import {useEffect, useReducer} from 'react';
import type {EventFilter, EventPages} from '../../../casefile/event-query.ts';

/** ms of searching before keys and frames have their turn. */
const spell = 8;

/** ms between two looks at what has been found. */
const glance = 100;

/**
 * Searches on, as long as the pane shows a filter that no index answers.
 *
 * @param version Changes when the case has more. @returns how much has been searched through, 0 to 1.
 */
export function useSearch(pages: EventPages, filter: EventFilter, version: number): number {
	const [, look] = useReducer((looks: number) => looks + 1, 0);
	// biome-ignore lint/correctness/useExhaustiveDependencies: the version tells when the case file has more
	useEffect(() => {
		let looked = performance.now();
		const searchOn = () => {
			const until = performance.now() + spell;
			while (pages.searched(filter) < 1 && performance.now() < until) pages.search(filter);
			const searching = pages.searched(filter) < 1;
			if (!searching || performance.now() - looked > glance) {
				looked = performance.now();
				look();
			}
			if (searching) next = setImmediate(searchOn);
		};
		let next = pages.searched(filter) < 1 ? setImmediate(searchOn) : undefined;
		return () => clearImmediate(next);
	}, [pages, filter, version]);
	return pages.searched(filter);
}
