import type {IBufferCell, Terminal} from '@xterm/headless';

const cell = {width: 8.43, height: 18};
const margin = 14;
const background = '#101418';
const foreground = '#d0d7de';

// biome-ignore format: two rows of eight read as the palette that they are
/** The 16 colours of the picture; the rest of the 256 follow xterm's cube and grey ramp. */
const palette = [
	'#484f58', '#ff7b72', '#56d364', '#e3b341', '#79c0ff', '#d2a8ff', '#56d4dd', '#b1bac4',
	'#6e7681', '#ffa198', '#7ee787', '#f2cc60', '#a5d6ff', '#e2c5ff', '#b3f0ff', '#f0f6fc',
];

/** Draws the visible screen of a terminal as an SVG, text as text. */
export function svgOf(terminal: Terminal): string {
	const rows = Array.from({length: terminal.rows}, (_, row) => drawRow(terminal, row)).join('\n');
	const width = Math.round(terminal.cols * cell.width + 2 * margin);
	const height = terminal.rows * cell.height + 2 * margin;
	return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<rect width="100%" height="100%" rx="8" fill="${background}"/>
<g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14" xml:space="preserve">
${rows}
</g>
</svg>
`;
}

interface Run {
	readonly column: number;
	text: string;
	readonly style: string;
	readonly fill: string;
	readonly behind: string | null;
}

function drawRow(terminal: Terminal, row: number): string {
	const line = terminal.buffer.active.getLine(terminal.buffer.active.viewportY + row);
	const runs: Run[] = [];
	for (let column = 0; column < terminal.cols; column += 1) {
		const at = line?.getCell(column);
		if (at === undefined || at.getWidth() === 0) continue;
		const look = lookOf(at);
		const last = runs.at(-1);
		const text = at.getChars() || ' ';
		if (
			last !== undefined &&
			last.style === look.style &&
			last.fill === look.fill &&
			last.behind === look.behind
		)
			last.text += text;
		else runs.push({column, text, ...look});
	}
	return runs.map(run => drawRun(run, row)).join('');
}

function drawRun({column, text, style, fill, behind}: Run, row: number): string {
	const x = (margin + column * cell.width).toFixed(2);
	const y = margin + row * cell.height;
	const width = (text.length * cell.width).toFixed(2);
	const box =
		behind === null
			? ''
			: `<rect x="${x}" y="${y}" width="${width}" height="${cell.height}" fill="${behind}"/>`;
	if (text.trim() === '') return box;
	const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
	return `${box}<text x="${x}" y="${y + 13}" textLength="${width}" fill="${fill}"${style}>${escaped}</text>`;
}

function lookOf(at: IBufferCell): Pick<Run, 'style' | 'fill' | 'behind'> {
	const front = at.isFgDefault() ? foreground : colourOf(at.getFgColor(), at.isFgRGB() !== false);
	const back = at.isBgDefault() ? null : behind(at);
	const style = (at.isBold() ? ' font-weight="bold"' : '') + (at.isDim() ? ' opacity="0.6"' : '');
	return at.isInverse()
		? {style, fill: back ?? background, behind: front}
		: {style, fill: front, behind: back};
}

/** Red as a surface is deeper than red as a letter, as in most terminals' themes: white stands on it. */
function behind(at: IBufferCell): string {
	return at.getBgColor() === 1 && at.isBgRGB() === false
		? '#b62324'
		: colourOf(at.getBgColor(), at.isBgRGB() !== false);
}

function colourOf(colour: number, isRgb: boolean): string {
	if (isRgb) return `#${colour.toString(16).padStart(6, '0')}`;
	if (colour < 16) return palette[colour] ?? foreground;
	if (colour >= 232)
		return `rgb(${Array(3)
			.fill(8 + (colour - 232) * 10)
			.join(',')})`;
	const levels = [0, 95, 135, 175, 215, 255];
	const cube = colour - 16;
	return `rgb(${[Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map(level => levels[level]).join(',')})`;
}
