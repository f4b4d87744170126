/** The check of machines, for tests of other packages. */
export { openSqlCheck, type SqlCheck, type SqlFunctionNames } from './sqlCheck.ts'
