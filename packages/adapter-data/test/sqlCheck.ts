import { AdapterError } from '@infinitio/tasks/adapter'
import { checkQuery, consistentFunctions } from '../src/engine/checkQuery.ts'
import { openEngine } from '../src/engine/openEngine.ts'
import { allowedMacros, allowedTables, allowedWindows, callsByName, functionFault } from '../src/sql/functionRules.ts'

/** The names of DuckDB's functions that a query may call, and of those that every machine refuses, sorted. */
export type SqlFunctionNames = { readonly allowed: readonly string[]; readonly refused: readonly string[] }

/** The check that a machine makes, on a separate DuckDB. */
export type SqlCheck = {
  /** Returns the error of a machine for a query over these tables, or null if a machine takes it. */
  refusalOf(sql: string, tables: readonly string[]): Promise<AdapterError | null>
  names(): Promise<SqlFunctionNames>
  close(): void
}

/** Starts DuckDB and returns the check that machines make before they run a query. */
export async function openSqlCheck(): Promise<SqlCheck> {
  const { connection } = await openEngine([])
  const consistent = await consistentFunctions(connection)
  return {
    refusalOf: async (sql, tables) => {
      try {
        await checkQuery({ connection, consistent, query: { field: 'map', sql, tables: new Set(tables) } })
        return null
      } catch (error) {
        if (error instanceof AdapterError) return error
        throw error
      }
    },
    names: async () => {
      const reader = await connection.runAndReadAll('select distinct lower(function_name) as name from duckdb_functions() order by name')
      const known = reader.getRows().map(([name]) => String(name))
      const more = [...allowedMacros, ...allowedTables, ...allowedWindows, ...callsByName]
      const names = [...new Set([...known, ...more])].filter((name) => /^[a-z][a-z0-9_]*$/.test(name)).sort()
      const isAllowed = (name: string) => allowedWindows.has(name) || functionFault({ name, args: 2, consistent }) === undefined
      return { allowed: names.filter(isAllowed), refused: names.filter((name) => !isAllowed(name)) }
    },
    close: () => connection.closeSync(),
  }
}
