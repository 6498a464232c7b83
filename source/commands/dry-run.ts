import {describePlan, isPossible} from '../domain/plans/index.ts';
import type {Session} from '../investigation/session.ts';

/** How long AWS may take for its say on a whole plan, in ms: without it the plan is printed all the same. */
const patience = 60_000;

/** The very plan that would contain the whole lineage, as text, with what AWS says of it in advance. Nothing is changed. */
export async function dryRun({
	store,
	controls,
	now,
}: Pick<Session, 'store' | 'controls' | 'now'>): Promise<string> {
	controls.contain(null);
	await until(store, () => store.get().proposal?.planned != null);
	const planned = store.get().proposal?.planned;
	if (planned == null) return 'no plan could be made\n';
	if (!isPossible(planned)) return `${planned.reason}\n`;
	controls.foresee(planned);
	await until(store, () => store.get().foresight?.settled === true);
	const {foresight} = store.get();
	return describePlan(planned, foresight === null ? null : {...foresight, now: now()});
}

/** Resolves when it holds, or when patience has run out. */
function until(store: Session['store'], holds: () => boolean): Promise<void> {
	if (holds()) return Promise.resolve();
	return new Promise(resolve => {
		const end = () => {
			clearTimeout(timer);
			forget();
			resolve();
		};
		const timer = setTimeout(end, patience);
		const forget = store.subscribe(() => {
			if (holds()) end();
		});
	});
}
