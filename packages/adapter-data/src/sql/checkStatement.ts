import { AdapterError } from '@infinitio/tasks/adapter'
import { allowedTables, allowedWindows, type ConsistentFunctions, callsByName, callsWithoutBrackets, functionFault } from './functionRules.ts'
import { namesOf, type ParsedNode, textOf } from './parsedNode.ts'

/** A query of the job's owner: `field` is the part of the job file with its text, and `tables` are the names of the tables that it may read. */
export type Query = { readonly field: 'map' | 'combine'; readonly sql: string; readonly tables: ReadonlySet<string> }

/**
 * The kinds of nodes that a parsed query may have. The result of each kind depends only on the rows. A kind that a later version of DuckDB adds is refused
 * until somebody adds it here.
 */
const allowedForms = [
  /^(SELECT_NODE|SET_OPERATION_NODE|BASE_TABLE|JOIN|SUBQUERY|TABLE_FUNCTION|EXPRESSION_LIST|EMPTY|PIVOT)$/,
  /^(ORDER_MODIFIER|LIMIT_MODIFIER|LIMIT_PERCENT_MODIFIER|DISTINCT_MODIFIER|ORDER_DEFAULT|ASCENDING|DESCENDING)$/,
  /^(COMPARE_|CONJUNCTION_|OPERATOR_|WINDOW_)[A-Z_]+$/,
  /^(CASE_EXPR|COLLATE|COLUMN_REF|VALUE_CONSTANT|FUNCTION|LAMBDA|ARRAY_EXTRACT|ARRAY_SLICE|STRUCT_EXTRACT|GROUPING_FUNCTION|POSITIONAL_REFERENCE|STAR)$/,
  /^[A-Z_]+_TYPE_INFO$/,
]
const refusedForms: Record<string, string> = {
  RECURSIVE_CTE_NODE: 'WITH RECURSIVE',
  SHOW_REF: 'DESCRIBE, SHOW and SUMMARIZE',
  VALUE_PARAMETER: 'a parameter',
  VALUE_DEFAULT: 'DEFAULT',
}

/**
 * Checks a query by the tree that DuckDB's parser made of it. The query must be one SELECT over the given tables, and may call only functions that return the
 * same on every machine for equal arguments. Throws an AdapterError with the line and the name of the first part that is not allowed.
 */
export function checkStatement({ query, parsed, consistent }: { query: Query; parsed: ParsedNode; consistent: ConsistentFunctions }): void {
  const { sql, field } = query
  if (parsed.error === true) throw refuseParsed(query, parsed)
  const statements = Array.isArray(parsed.statements) ? (parsed.statements as ParsedNode[]) : []
  const [statement] = statements
  if (statement === undefined || statements.length !== 1)
    throw new AdapterError('programRefused', `${field}: exactly one SELECT is allowed.`, { field, line: 1 })
  const withNames = withNamesIn(statement)
  for (const node of nodesIn(statement)) {
    const fault = faultOf(node, { tables: query.tables, withNames, consistent })
    if (fault === undefined) continue
    const line = lineOf({ sql, location: node.query_location, name: fault.name })
    throw new AdapterError('programRefused', `${field}, line ${line}: ${fault.why}.`, { field, line, name: fault.name })
  }
}

type Rules = { readonly tables: ReadonlySet<string>; readonly withNames: ReadonlySet<string>; readonly consistent: ConsistentFunctions }
type Fault = { readonly name: string; readonly why: string }

function faultOf(node: ParsedNode, rules: Rules): Fault | undefined {
  if (node.sample !== undefined && node.sample !== null) return { name: 'SAMPLE', why: 'a sample is not the same everywhere' }
  if (node.at_clause !== undefined && node.at_clause !== null) return { name: 'AT', why: 'there are no versions of a file' }
  if (node.export_state === true) return { name: 'EXPORT_STATE', why: 'the state of an aggregate cannot be stored' }
  if (typeof node.type !== 'string') return undefined
  const form = node.type
  if (!allowedForms.some((allowed) => allowed.test(form))) return { name: form, why: `${refusedForms[form] ?? form} is not allowed` }
  if (form === 'BASE_TABLE') return tableFault(node, rules)
  if (form === 'TABLE_FUNCTION') return tableFunctionFault(node)
  if (form === 'COLUMN_REF') return columnFault(node)
  if (form === 'FUNCTION' || node.class === 'WINDOW') return callFault(node, rules)
  return undefined
}

function tableFault(node: ParsedNode, { tables, withNames }: Rules): Fault | undefined {
  const parts = [textOf(node.catalog_name), textOf(node.schema_name), textOf(node.table_name)].filter((part) => part !== '')
  const name = parts.join('.')
  const key = name.toLowerCase()
  if (parts.length === 1 && (tables.has(key) || withNames.has(key))) return undefined
  return { name, why: `there is no table ${name}; a query reads ${[...tables].join(', ')} and its own WITH` }
}

function tableFunctionFault(node: ParsedNode): Fault | undefined {
  const name = textOf((node.function as ParsedNode | undefined)?.function_name)
  return allowedTables.has(name.toLowerCase())
    ? undefined
    : { name, why: `${name || 'this'} is not allowed as a table; range, generate_series and unnest are` }
}

function columnFault(node: ParsedNode): Fault | undefined {
  const [name = '', ...more] = namesOf(node.column_names)
  if (more.length > 0 || !callsWithoutBrackets.has(name.toLowerCase())) return undefined
  return { name, why: `${name} reads the clock or the session; a column of this name needs its table, such as sales.${name}` }
}

function callFault(node: ParsedNode, { consistent }: Rules): Fault | undefined {
  const name = textOf(node.function_name)
  const args = Array.isArray(node.children) ? node.children.length : 0
  if (node.class === 'WINDOW' && allowedWindows.has(name.toLowerCase())) return undefined
  if (!['', 'main'].includes(textOf(node.schema)) || textOf(node.catalog) !== '') return { name, why: `${name} may not have a schema` }
  const why = functionFault({ name, args, consistent }) ?? byNameFault(node, name, consistent)
  return why === undefined ? undefined : { name, why }
}

/**
 * Returns why a call such as list_aggregate(list, 'sum') is refused. Such a call has the name of an aggregate as a text, which is checked as if the query
 * called the aggregate directly. Returns undefined if the call is allowed.
 */
function byNameFault(node: ParsedNode, name: string, consistent: ConsistentFunctions): string | undefined {
  if (!callsByName.has(name.toLowerCase())) return undefined
  const [, called] = node.children as ParsedNode[]
  const text = textOf((called?.value as ParsedNode | undefined)?.value)
  return text === '' ? `${name} needs the name of an aggregate as a text` : functionFault({ name: text, args: 1, consistent })
}

/** Yields a node and all nodes in it, without recursion, in the sequence of the text. */
function* nodesIn(root: ParsedNode): Generator<ParsedNode> {
  const waiting: unknown[] = [root]
  while (waiting.length > 0) {
    const value = waiting.pop()
    if (Array.isArray(value)) waiting.push(...value.toReversed())
    else if (typeof value === 'object' && value !== null) {
      yield value as ParsedNode
      waiting.push(...Object.values(value).toReversed())
    }
  }
}

/**
 * Returns the names that WITH defines in a statement. Leaves out names that DuckDB uses for its own tables. Such a name would count as defined in the whole
 * statement, also where it means DuckDB's table.
 */
function withNamesIn(statement: ParsedNode): ReadonlySet<string> {
  const maps = [...nodesIn(statement)].flatMap(({ cte_map: map }) => ((map as ParsedNode | undefined)?.map ?? []) as ParsedNode[])
  const names = maps.map(({ key }) => textOf(key).toLowerCase())
  return new Set(names.filter((name) => /^(?!(duckdb_|pragma_|sqlite_|pg_|information_schema$))[a-z_][a-z0-9_]*$/.test(name)))
}

function refuseParsed({ field, sql }: Query, { error_message: message, position }: ParsedNode): AdapterError {
  const line = lineOf({ sql, location: Number(position), name: '' })
  const isOther = textOf(message).startsWith('Only SELECT')
  const why = isOther ? 'only one SELECT is allowed' : textOf(message).slice(0, 300)
  const name = isOther ? (/[a-z]+/i.exec(sql.replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//g, ''))?.[0] ?? '') : ''
  return new AdapterError('programRefused', `${field}, line ${line}: ${why}.`, { field, line, ...(name === '' ? {} : { name }) })
}

/** Returns the line of a position that the parser gave in bytes. Some nodes have no position. For these, returns the first line that contains the name. */
function lineOf({ sql, location, name }: { sql: string; location: unknown; name: string }): number {
  const bytes = Buffer.from(sql)
  const known = typeof location === 'number' && location >= 0 && location <= bytes.length
  const named = name === '' ? -1 : sql.toLowerCase().indexOf(name.toLowerCase())
  const before = known ? bytes.subarray(0, location).toString() : sql.slice(0, Math.max(0, named))
  return before.split('\n').length
}
