import {holds} from './condition.ts';
import {parsePolicy, type Statement} from './document.ts';
import {type Context, matches, substitute} from './pattern.ts';

/** What is asked of the policies. */
export interface Question {
	readonly action: string;
	readonly resource: string;
	readonly context: Context;
}

export type Answer = 'allow' | 'deny' | 'none';

/** What a set of policies says together: a deny wins over any allow. Texts that are no policies say nothing. */
export function evaluate(policies: Iterable<string>, question: Question): Answer {
	let answer: Answer = 'none';
	for (const text of policies) {
		for (const statement of parsePolicy(text) ?? []) {
			if (answer === 'allow' && statement.effect === 'Allow') continue;
			if (!applies(statement, question)) continue;
			if (statement.effect === 'Deny') return 'deny';
			answer = 'allow';
		}
	}
	return answer;
}

/** Whether a statement speaks of the question's action and resource under its conditions; principals are not looked at. */
export function applies(statement: Statement, question: Question): boolean {
	return (
		isAction(statement, question.action) &&
		isResource(statement, question) &&
		statement.conditions.every(condition => holds(condition, question.context))
	);
}

function isAction({actions, notActions}: Statement, action: string): boolean {
	if (actions) return actions.some(pattern => matches(pattern, action, true));
	return !notActions?.some(pattern => matches(pattern, action, true));
}

function isResource({resources, notResources}: Statement, {resource, context}: Question): boolean {
	const fits = (pattern: string) => matches(substitute(pattern, context), resource);
	if (resources) return resources.some(fits);
	return !notResources?.some(fits);
}
