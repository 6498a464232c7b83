/** Hive knows lower case only. CloudTrail's own spelling of what a table declares, for the records to be records again. */
const spellings = `
	eventVersion userIdentity eventTime eventSource eventName awsRegion sourceIPAddress userAgent errorCode errorMessage
	requestParameters responseElements additionalEventData requestID eventID readOnly eventType apiVersion managementEvent
	recipientAccountId serviceEventDetails sharedEventID vpcEndpointId vpcEndpointAccountId eventCategory
	sessionCredentialFromConsole edgeDeviceDetails tlsDetails insightDetails
	principalId accountId accessKeyId userName invokedBy sessionContext sessionIssuer webIdFederationData
	federatedProvider mfaAuthenticated creationDate ec2RoleDelivery sourceIdentity assumedRoot identityProvider
	onBehalfOf userId identityStoreArn inScopeOf issuerType credentialsIssuedTo credentialId
	tlsVersion cipherSuite clientProvidedHostHeader updatedFields originalRequestID originalEventID`;

const byLowerCase = new Map(spellings.match(/\w+/g)?.map(name => [name.toLowerCase(), name]));

/** The field as CloudTrail spells it; a name that it does not know stays as it is. */
export function fieldName(column: string): string {
	return byLowerCase.get(column) ?? column;
}
