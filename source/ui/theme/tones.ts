/** What a piece of text means. Components name a tone; only this file knows colours. */
export type Tone =
	| 'text'
	| 'strong'
	| 'dim'
	| 'accent'
	| 'good'
	| 'warn'
	| 'bad'
	| 'critical'
	| 'cursor'
	| 'badge'
	| 'badge-good'
	| 'badge-warn'
	| 'badge-bad';

/** The part of Ink's text style that a tone may set. */
export interface Style {
	readonly color?: string;
	readonly backgroundColor?: string;
	readonly bold?: boolean;
	readonly dimColor?: boolean;
	readonly inverse?: boolean;
}

/** The terminal's own sixteen colours, so that light and dark themes both stay readable. */
const coloured: Readonly<Record<Tone, Style>> = {
	text: {},
	strong: {bold: true},
	dim: {dimColor: true},
	accent: {color: 'cyan'},
	good: {color: 'green'},
	warn: {color: 'yellow'},
	bad: {color: 'red'},
	critical: {color: 'red', bold: true},
	cursor: {inverse: true},
	badge: {backgroundColor: 'cyan', color: 'black'},
	'badge-good': {backgroundColor: 'green', color: 'black', bold: true},
	'badge-warn': {backgroundColor: 'yellow', color: 'black', bold: true},
	'badge-bad': {backgroundColor: 'red', color: 'whiteBright', bold: true},
};

/** NO_COLOR: weight and inversion stay, so that cursor and badges are still seen (terminal guide §3.14). */
const plain: Readonly<Record<Tone, Style>> = {
	text: {},
	strong: {bold: true},
	dim: {dimColor: true},
	accent: {},
	good: {},
	warn: {},
	bad: {},
	critical: {bold: true},
	cursor: {inverse: true},
	badge: {inverse: true},
	'badge-good': {inverse: true, bold: true},
	'badge-warn': {inverse: true, bold: true},
	'badge-bad': {inverse: true, bold: true},
};

/** The style of every tone, with colours or without. */
export function stylesFor(colour: boolean): Readonly<Record<Tone, Style>> {
	return colour ? coloured : plain;
}
