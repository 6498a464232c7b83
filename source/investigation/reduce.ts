import type {BlindSpot, Coverage} from '../domain/coverage.ts';
import type {Plan} from '../domain/plan.ts';
import {firstMakers, resourceKey} from '../domain/resource.ts';
import type {Action, ScanNews} from './actions.ts';
import type {Execution, Foresight, Proposal, State} from './state.ts';

/** Problems that are kept, the newest; an endless stream of them must not eat the memory. */
const keptProblems = 200;

/** An investigation before anything is known. */
export function initialState(about: Pick<State, 'keys' | 'setting' | 'readOnly'>): State {
	return {
		...about,
		responder: null,
		facts: new Map(),
		credentials: [],
		events: {version: 0, total: 0, updated: null, newest: new Map()},
		trace: {state: 'reading', progress: null},
		coverage: [],
		blindSpots: [],
		resources: new Map(),
		provenance: new Map(),
		scans: new Map(),
		proposal: null,
		foresight: null,
		execution: null,
		containment: null,
		fresh: null,
		journal: [],
		distrusted: null,
		holding: null,
		problems: [],
	};
}

/** The state after an action; the very same object where the action changes nothing. */
export function reduce(state: State, action: Action): State {
	switch (action.type) {
		case 'responder':
			return {...state, responder: action.responder};
		case 'facts':
			return {...state, facts: new Map(state.facts).set(action.facts.id, action.facts)};
		case 'credentials':
			return {...state, credentials: action.credentials};
		case 'batch':
			return afterBatch(state, action);
		case 'trace':
			return state.trace.state === action.state ? state : {...state, trace: traceIn(state, action.state)};
		case 'blind spots':
			return withBlindSpots(state, action.blindSpots);
		case 'scan':
			return afterScan(state, action.news);
		case 'proposing': {
			const {generation, about} = action;
			return {...state, proposal: {generation, about, planned: null}};
		}
		case 'proposed':
			return inProposal(state, action.generation, {planned: action.planned});
		case 'foreseeing': {
			const {plan} = action;
			return {...state, foresight: {plan, forecasts: new Map(), takers: [], settled: false}};
		}
		case 'foreseen':
			return inForesight(state, action.plan, action.news);
		case 'withdrawn':
			return state.proposal === null && state.foresight === null
				? state
				: {...state, proposal: null, foresight: null};
		case 'fresh key':
			return {...state, fresh: action.fresh};
		case 'contained':
			return {...state, containment: action.containment, credentials: action.credentials};
		case 'started': {
			const {generation, plan} = action;
			return {...state, execution: {generation, plan, outcomes: new Map(), finished: false, secret: null}};
		}
		case 'outcome':
			return inExecution(state, action.generation, execution => ({
				...execution,
				outcomes: new Map(execution.outcomes).set(action.step, action.outcome),
				secret: action.secret ?? execution.secret,
			}));
		case 'finished':
			return inExecution(state, action.generation, execution => ({...execution, finished: true}));
		case 'dismissed':
			return state.execution?.finished === true ? {...state, execution: null} : state;
		case 'journaled':
			return {...state, journal: [...state.journal, action.entry]};
		case 'holding':
			return {...state, holding: action.holding};
		case 'journal broken':
			return {...state, distrusted: action.distrusted};
		case 'problem':
			return {...state, problems: [...state.problems, action.problem].slice(-keptProblems)};
	}
}

/** Drops news of a proposal that nobody waits for any more. */
function inProposal(state: State, generation: number, news: Partial<Proposal>): State {
	if (state.proposal?.generation !== generation) return state;
	return {...state, proposal: {...state.proposal, ...news}};
}

/** Drops news of a plan that is not under review any more; forecasts add up. */
function inForesight(state: State, plan: Plan, news: Partial<Foresight>): State {
	const {foresight} = state;
	if (foresight?.plan !== plan) return state;
	const forecasts = new Map([...foresight.forecasts, ...(news.forecasts ?? [])]);
	return {...state, foresight: {...foresight, ...news, forecasts}};
}

/** Drops news of an execution that is no longer the one on screen. */
function inExecution(state: State, generation: number, change: (execution: Execution) => Execution): State {
	if (state.execution?.generation !== generation) return state;
	return {...state, execution: change(state.execution)};
}

/** How far a case was recalled says nothing of the history. */
function traceIn({trace}: State, state: State['trace']['state']): State['trace'] {
	return {state, progress: trace.state === 'recalling' ? null : trace.progress};
}

function afterBatch(state: State, batch: Extract<Action, {type: 'batch'}>): State {
	const {version} = state.events;
	const known = withBlindSpots(state, batch.blindSpots);
	return {
		...known,
		credentials: batch.credentials,
		events: {
			version: batch.fresh > 0 ? version + 1 : version,
			total: batch.total,
			updated: batch.time,
			newest: newer(state.events.newest, batch.newest),
		},
		trace: {...state.trace, progress: batch.progress ?? state.trace.progress},
		coverage: replaced(state.coverage, batch.coverage),
		provenance: firstMakers(state.provenance, batch.provenance),
	};
}

/** By region, the later time of the two; the very same map where nothing is newer. */
function newer(
	known: State['events']['newest'],
	fresh: ReadonlyMap<string, number>,
): State['events']['newest'] {
	const later = [...fresh].filter(([region, time]) => time > (known.get(region) ?? Number.NEGATIVE_INFINITY));
	return later.length === 0 ? known : new Map([...known, ...later]);
}

/** A row replaces the earlier one of its source and region. */
function replaced(old: readonly Coverage[], fresh: readonly Coverage[]): readonly Coverage[] {
	if (fresh.length === 0) return old;
	const rows = new Map([...old, ...fresh].map(row => [`${row.source}/${row.region}`, row]));
	return [...rows.values()].toSorted((one, other) => (one.region < other.region ? -1 : 1));
}

function withBlindSpots(state: State, fresh: readonly BlindSpot[]): State {
	const spots = new Map([...state.blindSpots, ...fresh].map(spot => [`${spot.what}\n${spot.why}`, spot]));
	return spots.size === state.blindSpots.length ? state : {...state, blindSpots: [...spots.values()]};
}

/**
 * A finished reading tells everything that is there: what was seen before and is not in it any more has been deleted. It
 * stays on screen as such, so that the person sees it gone and not merely missing.
 */
function afterScan(state: State, news: readonly ScanNews[]): State {
	if (news.length === 0) return state;
	const scans = new Map(state.scans);
	const resources = new Map(state.resources);
	for (const {kind, region, scan, resources: found} of news) {
		scans.set(`${kind}/${region}`, {kind, region, scan});
		for (const resource of found) resources.set(resourceKey(resource), resource);
		if (scan.state !== 'done') continue;
		const there = new Set(found.map(resourceKey));
		for (const [key, resource] of resources) {
			if (resource.kind !== kind || resource.region !== region || resource.gone || there.has(key)) continue;
			resources.set(key, {...resource, state: 'deleted', gone: true, protections: []});
		}
	}
	return {...state, scans, resources};
}
