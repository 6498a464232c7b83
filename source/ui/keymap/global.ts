import {bind} from './binding.ts';
import {
	canDisable,
	hasExecution,
	hasPasswords,
	isContained,
	keyIs,
	notRunning,
	plannable,
	rotatable,
} from './guards.ts';

/** Keys that work in every pane. Letters that a torn arrow key can leave behind (A–D, F, H, O–S) carry no danger. */
export const globalBindings = [
	bind('quit-now', ['ctrl-c'], 'always', 'Quit', 'quit'),
	bind('suspend', ['ctrl-z'], 'always', 'Back to the shell for a while; fg returns', 'suspend', {
		when: notRunning,
	}),
	bind('disable-key', ['d'], 'global', 'Disable the key', 'disable key', {
		footer: true,
		palette: true,
		danger: 'reversible',
		when: canDisable,
	}),
	bind('enable-key', ['e'], 'global', 'Enable the key again', 'enable key', {
		footer: true,
		palette: true,
		danger: 'reversible',
		when: keyIs('Inactive'),
	}),
	bind(
		'contain',
		['K'],
		'global',
		'Contain the lineage; in Sessions the credential under the cursor',
		'contain',
		{
			footer: true,
			palette: true,
			danger: 'reversible',
			when: plannable,
		},
	),
	bind('replace-key', ['n'], 'global', 'Create a new key for the user, to rotate to', 'new key', {
		palette: true,
		danger: 'reversible',
		when: keyIs('Active', 'Inactive'),
	}),
	bind('delete-key', ['X'], 'global', 'Delete the key for good', 'delete key', {
		palette: true,
		danger: 'irreversible',
		when: keyIs('Active', 'Inactive'),
	}),
	bind('rotation', ['R'], 'global', 'Rotate the key: old and new side by side', 'rotate', {
		palette: true,
		when: rotatable,
	}),
	bind('pane-key', ['1'], 'global', 'Go to Key', 'key', {palette: true}),
	bind('pane-sessions', ['2'], 'global', 'Go to Sessions', 'sessions', {palette: true}),
	bind('pane-events', ['3'], 'global', 'Go to Events', 'events', {palette: true}),
	bind('pane-resources', ['4'], 'global', 'Go to Resources', 'resources', {palette: true}),
	bind('pane-next', ['tab'], 'global', 'Go to the next pane', 'pane', {footer: true}),
	bind('pane-previous', ['shift-tab'], 'global', 'Go to the previous pane', 'pane'),
	bind('back', ['esc'], 'global', 'Go back one step', 'back'),
	bind('pause', ['p'], 'global', 'Pause or resume what the screen shows', 'pause', {palette: true}),
	bind('refresh', ['r'], 'global', 'Read key and resources again', 'refresh', {
		palette: true,
		when: ({state}) => (state.setting === 'logs' ? 'Read from files: there is nothing to ask again.' : true),
	}),
	bind('zone', ['z'], 'global', 'Show times in UTC or local', 'UTC/local', {palette: true}),
	bind('copy', ['y'], 'global', 'Copy the id under the cursor', 'copy', {palette: true}),
	bind('problems', ['!'], 'global', 'Show what went wrong', 'problems', {palette: true}),
	bind('journal', ['J'], 'global', 'Show the journal of all writes', 'journal', {palette: true}),
	bind('coverage', ['L'], 'global', 'Show how far the log is read, region by region', 'log', {palette: true}),
	bind(
		'remove-passwords',
		['W'],
		'global',
		'Remove the passwords of the contained users for good',
		'passwords',
		{
			palette: true,
			danger: 'irreversible',
			when: hasPasswords,
		},
	),
	bind('proof', ['V'], 'global', 'Verify: what is contained, since when, and what came loose', 'verify', {
		palette: true,
		when: isContained,
	}),
	bind('watch', ['w'], 'global', 'Show the running or last plan', 'plan', {
		palette: true,
		when: hasExecution,
	}),
	bind('palette', [':'], 'global', 'Run a command by name', 'command', {footer: true}),
	bind('help', ['?'], 'global', 'Show all keys', 'help', {footer: true}),
	bind('quit', ['q'], 'global', 'Quit', 'quit', {footer: true, palette: true}),
] as const;
