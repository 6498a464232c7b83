export {type Confirm, dollarsFor, type Estimate, inBytes} from './budget.ts';
export {athenaTableDdl, type TrailFiles} from './ddl.ts';
export type {Athena, TableName} from './port.ts';
export {type AthenaOptions, athenaSource} from './source.ts';
export {parseTableName} from './table-name.ts';
