import type {Severity} from '../../domain/severity.ts';
import type {Tone} from './tones.ts';

/** One cell each; the text beside them says the same. */
export const glyphs = {
	cursor: '▸',
	mark: '●',
	separator: '│',
	rule: '─',
	up: '▲',
	down: '▼',
	folded: '▸',
	open: '▾',
	ellipsis: '…',
} as const;

/** A letter and a tone for each severity; info is left blank. */
export const severityMarks: Readonly<Record<Severity, {readonly glyph: string; readonly tone: Tone}>> = {
	critical: {glyph: '◆', tone: 'critical'},
	high: {glyph: '▲', tone: 'bad'},
	medium: {glyph: '•', tone: 'warn'},
	low: {glyph: '·', tone: 'text'},
	info: {glyph: ' ', tone: 'text'},
};
