// Writes the README's key table from the key table that the program runs on: `npm run docs`.
import {readFile, writeFile} from 'node:fs/promises';
import {keyTableMarkdown} from '../source/ui/keymap/sections.ts';
import {withKeyTable} from './key-table.ts';

await writeFile('README.md', withKeyTable(await readFile('README.md', 'utf8'), keyTableMarkdown()));
