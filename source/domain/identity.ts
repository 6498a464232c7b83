/** Who leaktui runs as: the responder, from `GetCallerIdentity`. */
export interface Identity {
	readonly account: string;
	readonly arn: string;
	/** The access key id that leaktui signs with. */
	readonly credential: string;
}
