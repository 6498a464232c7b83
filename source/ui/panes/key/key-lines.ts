import {survivors} from '../../../domain/plans/survivors.ts';
import {isReading} from '../../../investigation/selectors.ts';
import type {Containment, State} from '../../../investigation/state.ts';
import {plural} from '../../text/names.ts';
import {fitLine, type Line, line, span} from '../../text/span.ts';
import {wrap} from '../../text/width.ts';
import type {View} from '../../view/state.ts';
import {bannerOf} from './banner.ts';
import {descendants, selectedFacts, selectedKey} from './selected.ts';

/** The block at the top of the pane: full width, three rows where there is room. */
export function bannerLines(state: State, view: View, width: number, tall: boolean): readonly Line[] {
	const keyId = selectedKey(state, view);
	if (keyId === null) return [line('No key is under investigation.', 'warn')];
	const {word, meaning, tone} = bannerOf(keyId, selectedFacts(state, view), state.setting);
	const blank = fitLine([span('', tone)], 0);
	const bar = (text: string): Line => [span(text.padEnd(width).slice(0, Math.max(0, width)), tone)];
	const rows = [bar(`  ${word}   ${keyId}`), bar(`  ${meaning}`)];
	return tall ? [bar(''), ...rows, bar(''), blank] : rows;
}

/** What the pane says below the table. */
export function afterLines(state: State, view: View, width: number): readonly Line[] {
	const facts = selectedFacts(state, view);
	if (facts === null) return state.setting === 'logs' ? mintedLines(state, view) : [];
	const disabled = facts.status.value === 'Inactive' || facts.status.value === 'deleted';
	const {containment} = state;
	// A mere look at an active key contained nothing: what matters is still what disabling it would leave.
	if (containment !== null && (disabled || containment.since !== null))
		return containedLines(containment, width);
	const alive = survivors(facts, descendants(state.credentials, facts.id));
	const head = disabled ? 'Still works although the key is off' : 'Stays alive if you disable it now';
	if (alive.length === 0) {
		return [
			line(''),
			line(`  ${head}`, 'strong'),
			line(isReading(state) ? '  still reading …' : '  nothing found', 'dim'),
		];
	}
	return [line(''), line(`  ${head}`, 'strong'), ...alive.flatMap(text => bullet(text, width))];
}

/** Once contained, only what AWS's own answers show counts. */
function containedLines({proofs}: Containment, width: number): readonly Line[] {
	const open = proofs.filter(({state}) => state !== 'contained' && state !== 'expired');
	const held = `${proofs.length - open.length} of ${plural(proofs.length, 'credential')} are contained or expired: V shows the proof`;
	return [
		line(''),
		...wrap(held, width - 2).map(part => line(`  ${part}`, 'strong')),
		...open.flatMap(({credential, state}) =>
			bullet(
				`${credential} ${state === 'unrevocable' ? 'is of the root user: no policy ends it' : `is ${state}`}`,
				width,
			),
		),
	];
}

function mintedLines(state: State, view: View): readonly Line[] {
	const minted = descendants(state.credentials, selectedKey(state, view) ?? '').length;
	const text =
		minted === 0
			? 'No credential was minted from it, as far as the log shows.'
			: `${plural(minted, 'credential')} minted from it: 2 shows them. 3 shows what they did.`;
	return [line(''), line(`  ${text}`, 'strong')];
}

function bullet(text: string, width: number): readonly Line[] {
	return wrap(text, width - 4).map((part, index) => [
		span(index === 0 ? '  • ' : '    ', 'warn'),
		span(part),
	]);
}
