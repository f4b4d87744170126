/** Checks queries of jobs before anything is stored or signed. Pure, runs in browsers too. */
export { sqlFault, type SqlFault, type SqlQuery } from './sqlFault.ts'
export { sqlFaultText } from './sqlFaultText.ts'
