import type {FunctionConfiguration, Lambda} from '@aws-sdk/client-lambda';
import type {Resource} from '../../domain/resource.ts';
import {sanitise, textOf} from '../../domain/text.ts';
import {isAbort} from '../errors.ts';
import {mapLimited} from '../parallel.ts';
import {everyRegion, type KindReader} from './kind.ts';

/** Functions whose URLs are asked for at a time, in each region: Lambda's control plane takes 15 reads a second. */
const asking = 3;

/** Lambda functions. Their URLs, a way in that miners leave behind (field guide §12), take a call each and come after the list. */
export const lambdaFunction: KindReader = {
	kind: 'lambda-function',
	regions: everyRegion,
	async *list(clients, region, signal) {
		const lambda = await clients.of('lambda', region);
		for await (const page of lambda.paginateListFunctions({})) {
			signal.throwIfAborted();
			const found = (page.Functions ?? []).map(configuration => readFunction(configuration, region));
			yield found;
			const withUrls = await mapLimited(found, asking, async resource => ({
				...resource,
				notes: [...(await urlNotes(lambda, resource.id, signal)), ...resource.notes],
			}));
			if (withUrls.length > 0) yield withUrls;
		}
	},
};

function readFunction(configuration: FunctionConfiguration, region: string): Resource {
	const role = textOf(configuration.Role)?.split('/').at(-1);
	const modified = textOf(configuration.LastModified);
	return {
		kind: 'lambda-function',
		id: sanitise(configuration.FunctionName ?? ''),
		region,
		name: textOf(configuration.Description),
		// AWS leaves the state out of lists: that it is listed is all that is known.
		state: textOf(configuration.State) ?? 'present',
		gone: false,
		type: textOf(configuration.Runtime) ?? textOf(configuration.PackageType),
		// AWS tells when it was changed last, not when it was made.
		created: null,
		protections: [],
		notes: [
			...(role === undefined ? [] : [`role ${role}`]),
			...(modified === null ? [] : [`modified ${modified.slice(0, 19)}`]),
		],
		monthlyCost: null,
	};
}

/** `public URL` for a URL that anybody may call; one that cannot be asked for is said so. */
async function urlNotes(lambda: Lambda, name: string, signal: AbortSignal): Promise<readonly string[]> {
	try {
		const {FunctionUrlConfigs = []} = await lambda.listFunctionUrlConfigs(
			{FunctionName: name},
			{abortSignal: signal},
		);
		return FunctionUrlConfigs.map(({AuthType, FunctionUrl}) => {
			const url = textOf(FunctionUrl) ?? '';
			return AuthType === 'NONE' ? `public URL ${url}` : `URL for IAM callers ${url}`;
		});
	} catch (error) {
		if (isAbort(error)) throw error;
		return ['URL unknown'];
	}
}
