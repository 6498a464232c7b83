import type {Layout} from './layout.ts';
import {daysRead} from './prune.ts';
import type {Question} from './question.ts';

const day = 24 * 60 * 60_000;

/** A question over fewer days costs little more than a sample would. */
const worthwhile = 10;

/**
 * The question for one day alone, so that its cost tells that of the rest: nothing else does, since the catalogue seldom
 * knows a table's size. A day whose own partition and the next are both complete, or the figure would be too low. Null
 * where the table cannot be read by day, or the question is about few days anyway.
 */
export function sampleOf(question: Question, layout: Layout): Question | null {
	if ((daysRead(layout, question.window) ?? 0) < worthwhile) return null;
	const today = Math.floor(layout.today / day);
	const last = Math.floor(question.window.to / day);
	const from = Math.min(last - 1, today - 2) * day;
	return {...question, window: {from, to: from + day - 1}};
}
