import type {Session} from '../investigation/session.ts';
import {show} from '../ui/index.tsx';
import type {Options} from './options.ts';

/** Shows a session until the person quits. @returns the exit status. */
export async function screen(session: Session, options: Options): Promise<number> {
	try {
		return await show(session, {color: options.color !== false && !process.env['NO_COLOR']});
	} finally {
		await session.close();
	}
}
