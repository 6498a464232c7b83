import catalogue from './detections.json' with {type: 'json'};
import {dryRun, type Event, isDenied, plainName} from './event.ts';
import {valueAt} from './record.ts';
import {type Severity, severities} from './severity.ts';

/** A row of the catalogue (field guide §20): one CloudTrail event worth flagging when the lineage did it. */
export interface Detection {
	readonly source: string;
	readonly name: string;
	/** `strip-date`: Lambda and CloudFront put a date behind the name (field guide §7). */
	readonly match: 'exact' | 'strip-date';
	readonly severity: Severity;
	readonly category: string;
	/** ATT&CK ids. */
	readonly techniques: readonly string[];
	readonly logClass: string;
	readonly readOnly: boolean | null;
	/** Whether only a success counts in full. */
	readonly successOnly: boolean;
	/** The condition in words, for people. */
	readonly condition: string;
	/** The part of the condition that a machine can check: all must hold for the full severity. */
	readonly when: readonly {readonly path: string; readonly equals: string}[];
	/** Where the record names what was made: `RE.user.arn` is responseElements, `RP.…` requestParameters. */
	readonly extract: readonly string[];
	readonly why: string;
	readonly verifiedBy: string;
	readonly references: readonly string[];
}

/** What a detection says of one event. */
export interface Flag {
	readonly detection: Detection;
	readonly severity: Severity;
}

/** The things that a responder asks for first: IAM creations, compute started, the organization changed. */
export const missionCategories: ReadonlySet<string> = new Set(['iam-persistence', 'compute', 'org']);

/** All rows, checked. */
export const detections: readonly Detection[] = validate(catalogue);

const byCall = new Map(detections.map(detection => [callKey(detection.source, detection.name), detection]));

/**
 * What the catalogue says of an event, or null. Service and name must both match: the same name means other things
 * elsewhere (field guide §7). A failed call of a row that counts successes only, or one whose condition does not hold,
 * is an attempt or an aside and ranks lower; it is never dropped.
 */
export function flag(event: Event): Flag | null {
	const detection = detectionOf(event.source, event.name);
	return detection === null ? null : {detection, severity: severityOf(event, detection)};
}

/** The row for a call, by service and event name as recorded; null: none. */
export function detectionOf(source: string, name: string): Detection | null {
	const exact = byCall.get(callKey(source, name));
	if (exact !== undefined) return exact;
	const dated = byCall.get(callKey(source, plainName(name)));
	return dated?.match === 'strip-date' ? dated : null;
}

/** AWS attaches its quarantine in the user's name (field guide §4); the finder's check is TruffleHog's (§10). */
function isKnownGood(event: Event): boolean {
	if (event.name === 'AttachUserPolicy' && event.sourceIp === 'AWS Internal') {
		const policy = valueAt(event.record, 'requestParameters.policyArn');
		return typeof policy === 'string' && policy.includes(':policy/AWSCompromisedKeyQuarantine');
	}
	return event.name === 'GetCallerIdentity' && /trufflehog/i.test(event.userAgent ?? '');
}

function severityOf(event: Event, detection: Detection): Severity {
	if (isKnownGood(event)) return 'info';
	const holds = detection.when.every(({path, equals}) => String(valueAt(event.record, path)) === equals);
	// A denied call loses its parameters (field guide §7): its condition cannot be judged and must not clear it.
	if (!holds && !isDenied(event)) return 'low';
	if (event.errorCode === null || !detection.successOnly) return detection.severity;
	const grave = detection.severity === 'critical';
	// A dry run that would have worked is a probe of miners (field guide §7).
	if (event.errorCode === dryRun) return grave ? 'high' : detection.severity;
	return grave ? 'medium' : 'low';
}

function callKey(source: string, name: string): string {
	return `${source}:${name}`;
}

/** Checks the data file at load: a bad row is a defect of the build, said with its place. */
function validate(rows: readonly unknown[]): readonly Detection[] {
	const seen = new Set<string>();
	return rows.map((row, index) => {
		const fail = (what: string): never => {
			throw new TypeError(`detections.json, row ${index + 1}: ${what}`);
		};
		const detection = row as Detection;
		const key = callKey(detection.source, detection.name);
		if (!/^[a-z0-9.-]+$/.test(detection.source) || detection.name === '') fail('no source or name');
		if (seen.has(key)) fail(`${key} stands twice`);
		if (!severities.includes(detection.severity)) fail(`unknown severity ${detection.severity}`);
		if (detection.match !== 'exact' && detection.match !== 'strip-date') fail('unknown match');
		if (detection.techniques.some(id => !/^T\d{4}(\.\d{3})?$/.test(id))) fail('malformed technique id');
		seen.add(key);
		return detection;
	});
}
