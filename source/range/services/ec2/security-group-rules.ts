import type {
	AuthorizeSecurityGroupIngressRequest,
	AuthorizeSecurityGroupIngressResult,
	IpPermission,
} from '@aws-sdk/client-ec2';
import {AwsError, type Operation} from '../../service.ts';
import {dryRun, groupOf, permissionsOn} from './common.ts';

export const AuthorizeSecurityGroupIngress: Operation<
	AuthorizeSecurityGroupIngressRequest,
	AuthorizeSecurityGroupIngressResult
> = {
	permissions: (input, call) =>
		permissionsOn(call, 'AuthorizeSecurityGroupIngress', 'security-group', [
			input.GroupId ?? input.GroupName,
		]),
	handle(input, call) {
		const group = groupOf(input.GroupId ?? input.GroupName, call);
		const rules = rulesOf(input);
		const known = new Set(group.ingress.map(identity));
		const twice = rules.find(rule => known.has(identity(rule)));
		if (twice) {
			throw new AwsError(
				'InvalidPermission.Duplicate',
				`the specified rule "${describeRule(twice)}" already exists`,
			);
		}
		dryRun(input);
		group.ingress.push(...rules);
		return {
			Return: true,
			SecurityGroupRules: rules.map(rule => ({
				SecurityGroupRuleId: `sgr-0${call.world.random.hex(16)}`,
				GroupId: group.id,
				GroupOwnerId: call.world.accountId,
				IsEgress: false,
				IpProtocol: rule.IpProtocol,
				...(rule.FromPort !== undefined && {FromPort: rule.FromPort, ToPort: rule.ToPort}),
				...(rule.IpRanges?.[0] && {CidrIpv4: rule.IpRanges[0].CidrIp}),
			})),
		};
	},
};

/** The rules of a request; the flat form of the CLI's `--protocol --port --cidr` is one rule. */
function rulesOf(input: AuthorizeSecurityGroupIngressRequest): IpPermission[] {
	const {IpPermissions, IpProtocol, FromPort, ToPort, CidrIp} = input;
	return IpPermissions ?? [{IpProtocol, FromPort, ToPort, IpRanges: [{CidrIp}]}];
}

function identity({IpProtocol, FromPort, ToPort, IpRanges, UserIdGroupPairs}: IpPermission): string {
	const peers = [
		...(IpRanges ?? []).map(({CidrIp}) => CidrIp),
		...(UserIdGroupPairs ?? []).map(pair => pair.GroupId),
	];
	return JSON.stringify([IpProtocol, FromPort, ToPort, peers.sort()]);
}

function describeRule({IpProtocol, FromPort, ToPort, IpRanges}: IpPermission): string {
	const protocol = IpProtocol === '-1' ? 'ALL' : IpProtocol?.toUpperCase();
	return `peer: ${IpRanges?.[0]?.CidrIp}, ${protocol}, from port: ${FromPort}, to port: ${ToPort}, ALLOW`;
}
