import {describe, expect, test} from 'vitest';
import {recordOf} from '../../../source/history/athena/record.ts';

describe('the record behind a row', () => {
	test('has CloudTrail’s own spelling and types again', () => {
		expect(
			recordOf({
				eventversion: '1.08',
				useridentity: JSON.stringify({
					type: 'AssumedRole',
					accesskeyid: 'ASIATESTTESTTESTTEST',
					arn: 'arn:aws:sts::111122223333:assumed-role/a/b',
					invokedby: null,
					sessioncontext: {
						attributes: {mfaauthenticated: 'false', creationdate: '2026-01-01T00:00:00Z'},
						sessionissuer: {username: null, arn: null},
					},
				}),
				sourceipaddress: '203.0.113.7',
				readonly: 'false',
				managementevent: 'true',
				requestparameters: '{"roleArn":"arn:aws:iam::111122223333:role/a"}',
				responseelements: null,
				errorcode: null,
				resources: '[{"arn":"arn:aws:iam::111122223333:role/a","accountid":"111122223333","type":null}]',
				tlsdetails: '{"tlsversion":"TLSv1.3","ciphersuite":null}',
			}),
		).toEqual({
			eventVersion: '1.08',
			userIdentity: {
				type: 'AssumedRole',
				accessKeyId: 'ASIATESTTESTTESTTEST',
				arn: 'arn:aws:sts::111122223333:assumed-role/a/b',
				sessionContext: {attributes: {mfaAuthenticated: 'false', creationDate: '2026-01-01T00:00:00Z'}},
			},
			sourceIPAddress: '203.0.113.7',
			readOnly: false,
			managementEvent: true,
			requestParameters: {roleArn: 'arn:aws:iam::111122223333:role/a'},
			responseElements: null,
			resources: [{ARN: 'arn:aws:iam::111122223333:role/a', accountId: '111122223333'}],
			tlsDetails: {tlsVersion: 'TLSv1.3'},
		});
	});

	test('is not made up where the identity came without names: nothing would be found, and nobody would notice', () => {
		expect(() => recordOf({useridentity: '["IAMUser",null,"arn:aws:iam::111122223333:user/ci"]'})).toThrow(
			'use a workgroup with engine version 3',
		);
	});

	test('keeps text that should be JSON and is not, and columns that it does not know', () => {
		expect(recordOf({requestparameters: '{"cut', responseelements: 'null', department: 'x'})).toEqual({
			requestParameters: '{"cut',
			responseElements: null,
			department: 'x',
		});
	});
});
