import type {Pane, Size, View} from './state.ts';

/** The smallest terminal that the console is drawn on. */
export const minimum: Size = {columns: 80, rows: 24};

/** Where two columns of panes fit side by side. */
const wideFrom = 140;

export interface Box {
	readonly width: number;
	/** The title row counted in. */
	readonly height: number;
}

export interface Layout {
	readonly tooSmall: boolean;
	readonly wide: boolean;
	/** What is left for panes and overlays between head and foot. */
	readonly body: Box;
	readonly panes: Readonly<Record<Pane, Box>>;
}

/** Rows of header, next step, message and footer. */
const chrome = 4;

/** Rows of the panes that have little to say of files: what AWS would tell of the key, and what runs now. */
const filesKey = 18;
const filesResources = 4;

/** Where everything goes. Pure: the screen never measures what it drew. */
export function layoutOf({columns, rows}: Size, files = false): Layout {
	const tooSmall = columns < minimum.columns || rows < minimum.rows;
	const wide = columns >= wideFrom;
	// One at a time, a row of tabs goes off.
	const height = Math.max(0, rows - chrome - (wide ? 0 : 1));
	const body = {width: columns, height};
	if (!wide) return {tooSmall, wide, body, panes: {key: body, sessions: body, events: body, resources: body}};
	const left = Math.min(84, Math.floor(columns * 0.45));
	const right = columns - left - 1;
	const upperLeft = files
		? Math.min(filesKey, Math.floor(height * 0.5))
		: Math.max(Math.floor(height * 0.5), Math.min(29, height - 14));
	const upperRight = files ? height - filesResources : Math.floor(height * 0.55);
	return {
		tooSmall,
		wide,
		body,
		panes: {
			key: {width: left, height: upperLeft},
			sessions: {width: left, height: height - upperLeft},
			events: {width: right, height: upperRight},
			resources: {width: right, height: height - upperRight},
		},
	};
}

/** Rows under a list that tell in full what the cursor is on. */
export const detailRows = 2;

/** Rows of a pane that are no list: title, column heads, the regions' row of the resources, and the detail. */
const heads: Readonly<Record<Pane, number>> = {
	key: 1,
	sessions: 2 + detailRows,
	events: 2 + detailRows,
	resources: 3 + detailRows,
};

/** Rows of list in a pane. */
export function listHeight({size, files}: Pick<View, 'size' | 'files'>, pane: Pane): number {
	return Math.max(1, layoutOf(size, files).panes[pane].height - heads[pane]);
}

/** Rows of content in an overlay of the whole body: its title and a blank row go off. */
export function overlayHeight(view: Pick<View, 'size'>): number {
	return Math.max(1, layoutOf(view.size).body.height - 2);
}

/** A dialog's frame, centred over the panes. */
export interface DialogBox extends Box {
	readonly left: number;
	readonly top: number;
	/** Cells between the borders and their blanks. */
	readonly inner: number;
	/** Rows for what scrolls. */
	readonly room: number;
}

/** Borders, title with its blank row, and the three rows of the question. */
const dialogChrome = 7;

/** @param rows How many rows the dialog has to show; what does not fit scrolls. */
export function dialogBox(size: Size, rows: number): DialogBox {
	const {body, wide} = layoutOf(size);
	// All of a narrow terminal: what would be left of the panes at its sides tells nothing.
	const width = Math.min(108, body.width);
	const room = Math.max(1, Math.min(rows, body.height - dialogChrome));
	const height = room + dialogChrome;
	return {
		width,
		height,
		inner: width - 4,
		room,
		left: Math.floor((body.width - width) / 2),
		// Counted from the top of the screen: header and tabs are above the body.
		top: (wide ? 2 : 3) + Math.max(0, Math.floor((body.height - height) / 2)),
	};
}
