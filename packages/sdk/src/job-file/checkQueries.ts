import { type SqlFault, sqlFault } from '../sql/sqlFault.ts'
import { sqlFaultText } from '../sql/sqlFaultText.ts'
import { refusal } from '../transport/refusal.ts'

/** The parts of a job's tasks with their queries, as a job file and `POST /jobs` have them. */
type Tasks = Readonly<Record<string, { readonly adapter: string; readonly files: object; readonly fields: Readonly<Record<string, unknown>> }>>

/** The first fault in the queries of a job, with the name of its task and the field with the query. */
export type QueryFault = { readonly task: string; readonly field: 'map' | 'combine'; readonly fault: SqlFault }

/** Returns the first fault in the queries of a job's SQL tasks (`data@1`), or null. Finds only faults that every machine refuses. Pure. */
export function queryFault(tasks: Tasks): QueryFault | null {
  for (const [task, { adapter, files, fields }] of Object.entries(tasks)) {
    if (adapter !== 'data@1') continue
    for (const [field, tables] of [['map', Object.keys(files)] as const, ['combine', ['parts']] as const]) {
      const sql = fields[field]
      const fault = typeof sql === 'string' ? sqlFault({ sql, tables }) : null
      if (fault !== null) return { task, field, fault }
    }
  }
  return null
}

/**
 * Checks the queries of a job before anything is stored, paid or signed. Throws `api.invalid_field` with the task, the query, its line and the name of the
 * first wrong part.
 */
export function checkQueries(tasks: Tasks): void {
  const found = queryFault(tasks)
  if (found !== null) throw refusal('api.invalid_field', { detail: `${found.task}: ${found.field}, ${sqlFaultText(found.fault)}` })
}
