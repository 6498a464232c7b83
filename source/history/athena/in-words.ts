import type {Lead} from './leads.ts';
import type {Question} from './question.ts';

/** What is asked, for people: `generation 2: 5 credentials, 1 way in`. */
export function inWords(question: Question, generation: number): string {
	if (question.kind === 'services') return 'calls that services made for the lineage';
	const {leads} = question;
	const signed = count(leads, ['signed']);
	const ways = count(leads, ['entered', 'named']);
	const parts = [counted(signed, 'credential'), counted(ways, 'way in', 'ways in')].filter(
		part => part !== '',
	);
	const what =
		parts.length > 0 ? parts.join(', ') : `who handed out ${counted(count(leads, ['issued']), 'credential')}`;
	return `generation ${generation}: ${what}`;
}

function count(leads: readonly Lead[], kinds: readonly Lead['by'][]): number {
	return new Set(leads.filter(({by}) => kinds.includes(by)).map(({value}) => value)).size;
}

function counted(number: number, one: string, many = `${one}s`): string {
	return number === 0 ? '' : `${number} ${number === 1 ? one : many}`;
}
