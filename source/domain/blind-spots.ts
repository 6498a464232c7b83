import type {BlindSpot, SourceName} from './coverage.ts';

/** What CloudTrail's event history does not hold, whoever reads it (field guide §9). */
const dataEvents: readonly BlindSpot[] = [
	{what: 'S3 objects', why: 'reading, writing and deleting objects are data events'},
	{what: 'Lambda invocations', why: 'running a function is a data event'},
	{what: 'DynamoDB items', why: 'reading and writing items are data events'},
	{what: 'SNS and SQS messages', why: 'publishing, sending and receiving are data events'},
	{
		what: 'mail sent through SES',
		why: 'sending is a data event: look at the sending statistics of every region',
	},
	{what: 'Bedrock agents and knowledge bases', why: 'data events; InvokeModel and Converse are seen'},
];

const passRole: BlindSpot = {
	what: 'iam:PassRole',
	why: 'never an event of its own: the role shows in the call that it was passed to (field guide §7)',
};

const ownLimits: Readonly<Record<SourceName, readonly BlindSpot[]>> = {
	lookup: [
		{
			what: 'more than 90 days ago',
			why: 'LookupEvents keeps 90 days; older calls are only in a trail’s files',
		},
		{what: 'the last minutes', why: 'CloudTrail delivers late and out of order, without a guarantee'},
		{what: 'roles taken in other accounts', why: 'what a credential does there is in that account’s history'},
	],
	logs: [
		{
			what: 'data events, unless the trail records them',
			why: 'S3 objects, Lambda invocations, DynamoDB items, messages and mail are not in a trail by default',
		},
		{what: 'what the files do not hold', why: 'days, regions and accounts without files leave no gap to see'},
		{what: 'the state of keys and resources now', why: 'files tell what was done, not what is there'},
	],
	athena: [
		{what: 'what the table does not hold', why: 'partitions and regions without files leave no gap to see'},
	],
};

/** What a source cannot show however well it is read: "no events" is never "not used" (field guide §10). */
export function standingBlindSpots(source: SourceName): readonly BlindSpot[] {
	return [...(source === 'lookup' ? dataEvents : []), passRole, ...ownLimits[source]];
}
