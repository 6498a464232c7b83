import manifest from '../package.json' with {type: 'json'};

/** The version of leaktui: in `--version`, in the user agent of every call, in reports. */
export const version: string = manifest.version;
