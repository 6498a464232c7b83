/** From the worst down. */
export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;

export type Severity = (typeof severities)[number];

/** 0 for critical, 4 for info: sorts the worst first. */
export function rank(severity: Severity): number {
	return severities.indexOf(severity);
}
