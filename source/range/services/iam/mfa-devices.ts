import type * as api from '@aws-sdk/client-iam';
import type {Operation} from '../../service.ts';
import {targetUser} from './entities.ts';
import {noSuchEntity} from './errors.ts';
import {page} from './page.ts';

export const ListMFADevices: Operation<api.ListMFADevicesRequest, api.ListMFADevicesResponse> = {
	handle(input, call) {
		const {userName} = targetUser(input.UserName, call);
		const found = call.world.iam.mfaDevices.values().filter(device => device.userName === userName);
		const {items, rest} = page(found, input);
		const devices = items.map(({serialNumber, enableDate}) => ({
			UserName: userName,
			SerialNumber: serialNumber,
			EnableDate: enableDate,
		}));
		return {MFADevices: devices, ...rest};
	},
};

export const DeactivateMFADevice: Operation<api.DeactivateMFADeviceRequest, void> = {
	handle({UserName, SerialNumber = ''}, call) {
		const {userName} = targetUser(UserName, call);
		const {mfaDevices} = call.world.iam;
		if (mfaDevices.get(SerialNumber)?.userName !== userName) {
			throw noSuchEntity(`MFA Device invalid for user: ${userName}`);
		}
		mfaDevices.delete(SerialNumber);
	},
};
