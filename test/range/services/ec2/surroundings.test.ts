import {
	AuthorizeSecurityGroupIngressCommand,
	CreateKeyPairCommand,
	CreateSecurityGroupCommand,
	DeleteKeyPairCommand,
	DeleteSecurityGroupCommand,
	DescribeKeyPairsCommand,
	DescribeRegionsCommand,
	DescribeSecurityGroupsCommand,
	DescribeVolumesCommand,
	EC2Client,
	ImportKeyPairCommand,
	RunInstancesCommand,
	TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import {expect, test} from 'vitest';
import {networkOf} from '../../../../source/range/services/ec2/network.ts';
import {client, rangeForTests, recorded} from '../clients.ts';

const stage = rangeForTests();
const ec2 = (region = 'us-east-1') => client(EC2Client, stage.range, region);

test('the regions: those in use, and with AllRegions those the account never opted in to', async () => {
	const names = async (AllRegions: boolean) => {
		const {Regions = []} = await ec2().send(new DescribeRegionsCommand({AllRegions}));
		return Regions.map(({RegionName, OptInStatus}) => `${RegionName} ${OptInStatus}`);
	};
	const [used, all] = [await names(false), await names(true)];
	expect(used).toContain('us-east-1 opt-in-not-required');
	expect(used.filter(name => name.endsWith(' opted-in'))).toEqual(['eu-central-2 opted-in']);
	expect(used.some(name => name.endsWith('not-opted-in'))).toBe(false);
	expect(all).toHaveLength(34);
	expect(all.filter(name => name.endsWith('not-opted-in'))).toHaveLength(16);
});

test('a region that was not opted in to does not know the caller', async () => {
	await expect(ec2('af-south-1').send(new DescribeKeyPairsCommand({}))).rejects.toMatchObject({
		name: 'AuthFailure',
	});
});

test('a key pair is made once; its private half is shown once, and not in the trail', async () => {
	const [record] = await recorded(stage.range, () =>
		ec2()
			.send(new CreateKeyPairCommand({KeyName: 'mine'}))
			.then(pair => {
				expect(pair.KeyMaterial).toMatch(/^-----BEGIN RSA PRIVATE KEY-----\n/);
				expect(pair.KeyPairId).toMatch(/^key-0[0-9a-f]{16}$/);
			}),
	);
	expect(record).toMatchObject({
		eventName: 'CreateKeyPair',
		requestParameters: {keyName: 'mine'},
		responseElements: {keyName: 'mine', keyMaterial: '<sensitiveDataRemoved>'},
	});
	await expect(ec2().send(new CreateKeyPairCommand({KeyName: 'mine'}))).rejects.toMatchObject({
		name: 'InvalidKeyPair.Duplicate',
	});
	const {KeyPairs} = await ec2().send(new DescribeKeyPairsCommand({KeyNames: ['mine']}));
	expect(KeyPairs).toMatchObject([{KeyName: 'mine', KeyType: 'rsa'}]);
	await ec2().send(new DeleteKeyPairCommand({KeyName: 'mine'}));
	await expect(ec2().send(new DescribeKeyPairsCommand({KeyNames: ['mine']}))).rejects.toMatchObject({
		name: 'InvalidKeyPair.NotFound',
	});
});

test('an imported key must be a public key', async () => {
	const PublicKeyMaterial = Buffer.from('ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE someone@somewhere');
	const {KeyFingerprint} = await ec2().send(
		new ImportKeyPairCommand({KeyName: 'brought', PublicKeyMaterial}),
	);
	expect(KeyFingerprint).toMatch(/^([0-9a-f]{2}:){15}[0-9a-f]{2}$/);
	const nonsense = new ImportKeyPairCommand({KeyName: 'other', PublicKeyMaterial: Buffer.from('hello')});
	await expect(ec2().send(nonsense)).rejects.toMatchObject({name: 'InvalidKey.Format'});
});

test('a security group is opened once to the same peer, and deleted only when no machine wears it', async () => {
	const region = 'eu-west-1';
	const {GroupId = ''} = await ec2(region).send(
		new CreateSecurityGroupCommand({GroupName: 'open', Description: 'open'}),
	);
	const open = new AuthorizeSecurityGroupIngressCommand({
		GroupId,
		IpPermissions: [{IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{CidrIp: '0.0.0.0/0'}]}],
	});
	const [record] = await recorded(stage.range, () => ec2(region).send(open));
	expect(record).toMatchObject({
		requestParameters: {
			groupId: GroupId,
			ipPermissions: {
				items: [{ipProtocol: 'tcp', fromPort: 22, toPort: 22, ipRanges: {items: [{cidrIp: '0.0.0.0/0'}]}}],
			},
		},
		responseElements: {_return: true, securityGroupRuleSet: {items: [{groupId: GroupId, isEgress: false}]}},
	});
	await expect(ec2(region).send(open)).rejects.toMatchObject({
		name: 'InvalidPermission.Duplicate',
		message: 'the specified rule "peer: 0.0.0.0/0, TCP, from port: 22, to port: 22, ALLOW" already exists',
	});
	const {Instances} = await ec2(region).send(
		new RunInstancesCommand({
			ImageId: networkOf(region).images[0].id,
			InstanceType: 't3.micro',
			MinCount: 1,
			MaxCount: 1,
			SecurityGroupIds: [GroupId],
		}),
	);
	const InstanceIds = [Instances?.[0]?.InstanceId ?? ''];
	await expect(ec2(region).send(new DeleteSecurityGroupCommand({GroupId}))).rejects.toMatchObject({
		name: 'DependencyViolation',
	});
	const {Volumes} = await ec2(region).send(new DescribeVolumesCommand({}));
	expect(Volumes).toMatchObject([{State: 'in-use', Attachments: [{InstanceId: InstanceIds[0]}]}]);
	await ec2(region).send(new TerminateInstancesCommand({InstanceIds}));
	await ec2(region).send(new DeleteSecurityGroupCommand({GroupId}));
	const {SecurityGroups} = await ec2(region).send(new DescribeSecurityGroupsCommand({}));
	expect(SecurityGroups?.map(({GroupName}) => GroupName)).toEqual(['default']);
});

test('the default security group stays', async () => {
	const {SecurityGroups} = await ec2().send(new DescribeSecurityGroupsCommand({GroupNames: ['default']}));
	const GroupId = SecurityGroups?.[0]?.GroupId;
	await expect(ec2().send(new DeleteSecurityGroupCommand({GroupId}))).rejects.toMatchObject({
		name: 'CannotDelete',
	});
});
