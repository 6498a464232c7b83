// Runs the demo in a real terminal and draws its screen: `npm run picture` writes docs/screen.svg for the README.
import {mkdir, writeFile} from 'node:fs/promises';
import {openTerminal} from '../test/e2e/terminal.ts';
import {svgOf} from './svg.ts';

const terminal = openTerminal({args: ['demo'], columns: 160, rows: 46});
await terminal.sees(/ACTIVE/, 30_000);
// The regions go on answering for a moment after the first frame.
await new Promise(resolve => setTimeout(resolve, 15_000));
await mkdir('docs', {recursive: true});
await writeFile('docs/screen.svg', svgOf(terminal.emulator));
terminal.type('q');
await terminal.exited;
