import type { DuckDBConnection } from '@duckdb/node-api'
import { checkStatement, type Query } from '../sql/checkStatement.ts'
import { checkText } from '../sql/checkText.ts'
import type { ConsistentFunctions } from '../sql/functionRules.ts'
import type { ParsedNode } from '../sql/parsedNode.ts'

/**
 * Returns the names of functions that give equal results for equal arguments: DuckDB must mark every overload of the name as `CONSISTENT`. Table functions with
 * these names are checked elsewhere.
 */
export async function consistentFunctions(connection: DuckDBConnection): Promise<ConsistentFunctions> {
  const called = "function_type in ('scalar', 'aggregate', 'macro')"
  const isSame = "stability is not distinct from 'CONSISTENT'"
  const reader = await connection.runAndReadAll(
    `select lower(function_name) from duckdb_functions() where ${called} group by all having bool_and(${isSame})`,
  )
  return new Set(reader.getRows().map(([name]) => String(name)))
}

/** Checks a query before it runs, and returns whether it orders its rows. Throws an AdapterError with the line and the refused name. */
export async function checkQuery({
  connection,
  consistent,
  query,
}: {
  connection: DuckDBConnection
  consistent: ConsistentFunctions
  query: Query
}): Promise<{ isOrdered: boolean }> {
  checkText(query)
  const reader = await connection.runAndReadAll('select json_serialize_sql($1::varchar)', [query.sql])
  const parsed = JSON.parse(String(reader.getRows()[0]?.[0])) as ParsedNode
  checkStatement({ query, parsed, consistent })
  const [statement] = parsed.statements as { node: { modifiers: { type: string }[] } }[]
  return { isOrdered: statement?.node.modifiers.some(({ type }) => type === 'ORDER_MODIFIER') ?? false }
}
