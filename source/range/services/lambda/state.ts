import type {
	Cors,
	EnvironmentResponse,
	FunctionUrlAuthType,
	InvokeMode,
	Runtime,
} from '@aws-sdk/client-lambda';

export interface LambdaFunction {
	readonly name: string;
	readonly arn: string;
	readonly region: string;
	readonly runtime: Runtime | undefined;
	readonly role: string;
	readonly handler: string | undefined;
	readonly description: string;
	readonly timeout: number;
	readonly memorySize: number;
	readonly environment: EnvironmentResponse | undefined;
	readonly tags: Readonly<Record<string, string>>;
	/** Range time, ms. A new function is `Pending` for a moment. */
	readonly createdAt: number;
	modifiedAt: number;
	codeSize: number;
	codeSha256: string;
	revisionId: string;
	url: FunctionUrl | undefined;
	/** The statements of the function's own policy, by their id. */
	readonly statements: Map<string, object>;
}

export interface FunctionUrl {
	readonly url: string;
	readonly authType: FunctionUrlAuthType;
	readonly invokeMode: InvokeMode;
	readonly cors: Cors | undefined;
	readonly createdAt: number;
}

/** The functions of the account, over all regions. */
export class LambdaState {
	readonly #functions = new Map<string, LambdaFunction>();

	add(fn: LambdaFunction): void {
		this.#functions.set(fn.arn, fn);
	}

	/** The functions of `region` by name, as ListFunctions has them. */
	in(region: string): LambdaFunction[] {
		return this.all()
			.filter(fn => fn.region === region)
			.sort((a, b) => a.name.localeCompare(b.name));
	}

	all(): LambdaFunction[] {
		return [...this.#functions.values()];
	}

	get(arn: string): LambdaFunction | undefined {
		return this.#functions.get(arn);
	}

	delete(fn: LambdaFunction): void {
		this.#functions.delete(fn.arn);
	}
}
