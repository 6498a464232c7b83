import type {Credential} from '../../../domain/credential.ts';
import {type Protection, type Resource, type ResourceKind, resourceKey} from '../../../domain/resource.ts';
import type {State} from '../../../investigation/state.ts';
import {principalName, shortRegion} from '../../text/names.ts';
import {type Line, row} from '../../text/span.ts';
import {span} from '../../text/time.ts';
import {glyphs} from '../../theme/glyphs.ts';
import type {Tone} from '../../theme/tones.ts';

const kinds: Readonly<Record<ResourceKind, string>> = {
	'ec2-instance': 'EC2',
	'lambda-function': 'Lambda',
	'lightsail-instance': 'Lightsail',
};

/** Cells under which a row leaves out its type and more. */
const detailBelow = 100;

export function resourceColumns(width: number) {
	const fixed = {
		mark: 1,
		kind: 9,
		region: width >= 84 ? 14 : 5,
		state: 13,
		type: width < detailBelow ? 0 : 12,
		protection: width < detailBelow ? 4 : 9,
		age: 6,
		cost: width >= 150 ? 9 : 0,
	};
	const used = Object.values(fixed).filter(cells => cells > 0);
	// The cursor's two cells, and the blanks before id and maker.
	const left = width - 2 - used.reduce((sum, cells) => sum + cells + 1, 0) - 1;
	const id = Math.max(10, Math.min(width >= 112 ? 30 : 19, left - 8));
	const name = width >= 112 ? Math.min(24, Math.floor((left - id) * 0.4)) : 0;
	return {...fixed, id, name, made: Math.max(0, left - id - (name > 0 ? name + 1 : 0))};
}

export type ResourceColumns = ReturnType<typeof resourceColumns>;

export function resourceHead(columns: ResourceColumns): Line {
	const cell = (text: string, width: number, align: 'left' | 'right' = 'left') => ({
		text,
		width,
		align,
		tone: 'dim' as const,
	});
	return row([
		cell(' ', columns.mark),
		cell('kind', columns.kind),
		cell('id', columns.id),
		cell('name', columns.name),
		cell(columns.region < 14 ? 'reg' : 'region', columns.region),
		cell('type', columns.type),
		cell('state', columns.state),
		cell(columns.protection < 9 ? 'prot' : 'protected', columns.protection),
		cell('age', columns.age, 'right'),
		cell('USD/month', columns.cost, 'right'),
		cell('made by', columns.made),
	]);
}

/** One resource. The maker is named only if it is of the lineage. */
export function resourceLine(
	resource: Resource,
	{
		marked,
		maker,
		now,
	}: {readonly marked: boolean; readonly maker: Credential | string | null; readonly now: number},
	columns: ResourceColumns,
): Line {
	const base: Tone = resource.gone ? 'dim' : 'text';
	return row([
		{text: marked ? glyphs.mark : ' ', width: columns.mark, tone: 'warn'},
		{text: kinds[resource.kind], width: columns.kind, tone: base},
		{text: resource.id, width: columns.id, tone: base},
		{text: resource.name ?? '', width: columns.name, tone: base},
		{
			text: columns.region < 14 ? shortRegion(resource.region) : resource.region,
			width: columns.region,
			tone: 'dim',
		},
		{text: resource.type ?? '', width: columns.type, tone: base},
		{text: resource.state, width: columns.state, tone: resource.gone ? 'good' : base},
		{text: protectionOf(resource), width: columns.protection, tone: 'warn'},
		{
			text: resource.created === null ? '-' : span(now - resource.created),
			width: columns.age,
			align: 'right',
			tone: 'dim',
		},
		{text: resource.monthlyCost?.toFixed(0) ?? '', width: columns.cost, align: 'right', tone: base},
		{text: makerName(maker), width: columns.made, tone: resource.gone ? 'dim' : 'bad'},
	]);
}

/** The credential of the lineage that made the resource; its bare id where the lineage does not know it. */
export function makerOf(state: State, resource: Resource): Credential | string | null {
	const made = state.provenance.get(resourceKey(resource));
	if (made === undefined) return null;
	return state.credentials.find(({id}) => id === made.credential) ?? made.credential;
}

function makerName(maker: Credential | string | null): string {
	if (maker === null || typeof maker === 'string') return maker ?? '';
	return principalName(maker.principal) || maker.id;
}

/** Everything of one resource, part by part. */
export function resourceDetail(
	{id, name, type, region, monthlyCost, protections: held, notes}: Resource,
	maker: Credential | string | null,
): readonly (string | null)[] {
	return [
		id,
		name,
		type,
		region,
		monthlyCost === null ? null : `${monthlyCost.toFixed(0)} USD/month`,
		maker === null ? null : `made by ${makerName(maker)}`,
		...held,
		...notes,
	];
}

const protections: Readonly<Record<Protection, string>> = {
	'termination protection': 'term',
	'stop protection': 'stop',
	'protection unknown': '?',
};

function protectionOf(resource: Resource): string {
	return resource.protections.map(protection => protections[protection]).join('+');
}
