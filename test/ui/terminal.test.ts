import {describe, expect, it} from 'vitest';
import {copySequence, createTerminal} from '../../source/ui/terminal.ts';

describe('copying', () => {
	it('sends the text as OSC 52, base64', () => {
		expect(copySequence('AKIA', false)).toBe('\u001b]52;c;QUtJQQ==\u0007');
	});

	it('passes it through tmux with every escape doubled', () => {
		expect(copySequence('AKIA', true)).toBe('\u001bPtmux;\u001b\u001b]52;c;QUtJQQ==\u0007\u001b\\');
	});

	it('sends nothing above 100 kB, and nothing to a terminal that knows no clipboard', () => {
		expect(copySequence('x'.repeat(100_001), false)).toBeNull();
		const written: string[] = [];
		const stdout = {write: (text: string) => written.push(text) > 0};
		const copy = (environment: Record<string, string>) =>
			createTerminal(stdout, environment, {quit: () => {}, suspend: () => false}).copy('x');
		expect(copy({TERM: 'dumb'})).toBe(false);
		expect(written).toEqual([]);
		expect(copy({TERM: 'xterm-256color'})).toBe(true);
		expect(written).toEqual([copySequence('x', false)]);
	});
});
