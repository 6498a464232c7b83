import type {Origin} from '../../actors/wire.ts';

/** Where the company works. */
export const HOME = 'eu-central-1';

/** From where its people call. */
export const OFFICE: Origin = {
	sourceIp: '192.0.2.10',
	userAgent: 'aws-cli/2.15.30 Python/3.11.8 Darwin/23.6.0 exe/x86_64 prompt/off',
};
