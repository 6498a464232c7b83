import {
	CloseAccountCommand,
	CreateAccountCommand,
	CreateOrganizationCommand,
	DescribeCreateAccountStatusCommand,
	DescribeOrganizationCommand,
	LeaveOrganizationCommand,
	ListAccountsCommand,
	ListPoliciesCommand,
	ListRootsCommand,
	OrganizationsClient,
} from '@aws-sdk/client-organizations';
import {expect, test} from 'vitest';
import {client, rangeForTests, recorded, user} from './clients.ts';

const stage = rangeForTests();
const organizations = () => client(OrganizationsClient, stage.range, 'eu-west-1');

const create = (AccountName: string) =>
	organizations().send(new CreateAccountCommand({AccountName, Email: `${AccountName}@mail.example`}));

test('an account that stands alone has no organization, then founds one and is its management account', async () => {
	await expect(organizations().send(new DescribeOrganizationCommand({}))).rejects.toMatchObject({
		name: 'AWSOrganizationsNotInUseException',
	});
	const {Organization} = await organizations().send(new CreateOrganizationCommand({FeatureSet: 'ALL'}));
	expect(Organization).toMatchObject({FeatureSet: 'ALL', MasterAccountId: stage.range.world.accountId});
	await expect(organizations().send(new CreateOrganizationCommand({}))).rejects.toMatchObject({
		name: 'AlreadyInOrganizationException',
	});
	await expect(organizations().send(new LeaveOrganizationCommand({}))).rejects.toMatchObject({
		name: 'MasterCannotLeaveOrganizationException',
	});
	expect((await organizations().send(new ListRootsCommand({}))).Roots).toHaveLength(1);
	const {Policies} = await organizations().send(new ListPoliciesCommand({Filter: 'SERVICE_CONTROL_POLICY'}));
	expect(Policies).toMatchObject([{Name: 'FullAWSAccess', AwsManaged: true}]);
});

test('a new account is in progress first; its id comes with the status, and with an event of its own', async () => {
	let id = '';
	const records = await recorded(stage.range, async () => {
		const {CreateAccountStatus} = await create('sandbox');
		expect(CreateAccountStatus).toMatchObject({State: 'IN_PROGRESS', AccountName: 'sandbox'});
		expect(CreateAccountStatus?.AccountId).toBeUndefined();
		id = CreateAccountStatus?.Id ?? '';
	});
	const names = async () =>
		((await organizations().send(new ListAccountsCommand({}))).Accounts ?? []).map(({Name}) => Name);
	expect(await names()).not.toContain('sandbox');
	stage.range.world.clock.advance(10_000);
	const {CreateAccountStatus} = await organizations().send(
		new DescribeCreateAccountStatusCommand({CreateAccountRequestId: id}),
	);
	expect(CreateAccountStatus).toMatchObject({
		State: 'SUCCEEDED',
		AccountId: expect.stringMatching(/^\d{12}$/),
	});
	expect(await names()).toContain('sandbox');

	const called = records.find(({eventName}) => eventName === 'CreateAccount');
	expect(called).toMatchObject({
		awsRegion: 'us-east-1',
		requestParameters: {email: '****', accountName: '****'},
		responseElements: {createAccountStatus: {id, state: 'IN_PROGRESS'}},
	});
	expect(JSON.stringify(called)).not.toContain(CreateAccountStatus?.AccountId);
	const result = records.find(({eventName}) => eventName === 'CreateAccountResult');
	expect(result).toMatchObject({
		eventType: 'AwsServiceEvent',
		userIdentity: {invokedBy: 'organizations.amazonaws.com'},
		serviceEventDetails: {
			createAccountStatus: {id, state: 'SUCCEEDED', accountId: CreateAccountStatus?.AccountId},
		},
	});
});

test('an address that is taken fails later, not at once', async () => {
	const {CreateAccountStatus} = await create('sandbox');
	expect(CreateAccountStatus?.State).toBe('IN_PROGRESS');
	stage.range.world.clock.advance(10_000);
	const status = await organizations().send(
		new DescribeCreateAccountStatusCommand({CreateAccountRequestId: CreateAccountStatus?.Id}),
	);
	expect(status.CreateAccountStatus).toMatchObject({State: 'FAILED', FailureReason: 'EMAIL_ALREADY_EXISTS'});
});

test('an account closes once; the management account does not', async () => {
	const {Accounts = []} = await organizations().send(new ListAccountsCommand({}));
	const AccountId = Accounts.find(({Name}) => Name === 'sandbox')?.Id;
	await organizations().send(new CloseAccountCommand({AccountId}));
	await expect(organizations().send(new CloseAccountCommand({AccountId}))).rejects.toMatchObject({
		name: 'AccountAlreadyClosedException',
	});
	const management = new CloseAccountCommand({AccountId: stage.range.world.accountId});
	await expect(organizations().send(management)).rejects.toMatchObject({
		name: 'ConstraintViolationException',
	});
	const unknown = new CloseAccountCommand({AccountId: '999999999999'});
	await expect(organizations().send(unknown)).rejects.toMatchObject({name: 'AccountNotFoundException'});
});

test('there is a limit to the accounts', async () => {
	const call = async () => {
		for (let index = 0; index < 12; index++) {
			await create(`many-${index}`);
			stage.range.world.clock.advance(10_000);
		}
	};
	await expect(call()).rejects.toMatchObject({
		name: 'ConstraintViolationException',
		message: 'You have exceeded the allowed number of AWS accounts.',
	});
});

test('a denied CreateAccount leaves no parameters in the trail', async () => {
	const power = user(stage.range, 'power', 'PowerUserAccess');
	const [record] = await recorded(stage.range, () =>
		client(OrganizationsClient, stage.range, 'us-east-1', power).send(
			new CreateAccountCommand({AccountName: 'x', Email: 'x@mail.example'}),
		),
	);
	expect(record).toMatchObject({errorCode: 'AccessDenied', requestParameters: null, responseElements: null});
});
