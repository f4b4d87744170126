import type { DuckDBConnection } from '@duckdb/node-api'
import { AdapterError } from '@infinitio/tasks/adapter'
import type { DataInput } from '../input/dataInput.ts'
import { manifest } from '../manifest/manifest.ts'
import { type Column, type Rows, type RowValue, readRows } from '../rows/rowText.ts'
import type { ValueType } from '../rows/valueType.ts'
import { checkQuery, consistentFunctions } from './checkQuery.ts'
import { type Engine, sqlName } from './openEngine.ts'
import { runQuery } from './runQuery.ts'

/**
 * Runs the combine query over the table `parts`: the rows of all outputs, in the order of the chunks. If the query has an ORDER BY, the result keeps that
 * order. Otherwise the rows are sorted.
 */
export async function combineParts({
  engine,
  input,
  outputs,
}: {
  engine: Engine
  input: DataInput
  outputs: readonly Uint8Array[]
}): Promise<Uint8Array> {
  const { connection } = engine
  const query = { field: 'combine', sql: input.combine, tables: new Set(['parts']) } as const
  const { isOrdered } = await checkQuery({ connection, consistent: await consistentFunctions(connection), query })
  const rows = outputs.map(readRows)
  await makeParts({ connection, columns: columnsOfAll(rows), outputs: rows })
  return runQuery({ connection, field: 'combine', sql: input.combine, mostBytes: manifest.mostResultBytes, keepsOrder: isOrdered })
}

/** Makes the table `parts` with these columns from the rows of all outputs. */
export async function makeParts({
  connection,
  columns,
  outputs,
}: {
  connection: DuckDBConnection
  columns: readonly Column[]
  outputs: readonly Rows[]
}): Promise<void> {
  await connection.run(`create temp table texts (${columns.map((_, at) => `c${at} varchar`).join(', ')})`)
  const appender = await connection.createAppender('texts', 'main', 'temp')
  for (const { rows } of outputs)
    for (const row of rows) {
      for (const value of row) append(appender, value)
      appender.endRow()
    }
  appender.closeSync()
  const casts = columns.map(({ name, type }, at) => `${castOf(`c${at}`, type)} as ${sqlName(name)}`)
  await connection.run(`create temp table parts as select ${casts.join(', ')} from texts order by rowid`)
  await connection.run('drop table texts')
}

function columnsOfAll(outputs: readonly Rows[]): readonly Column[] {
  const head = ({ columns }: Rows) => JSON.stringify(columns.map(({ name, type }) => [name, type.text]))
  const [first] = outputs
  if (first === undefined) throw new AdapterError('adapterFault', 'There are no outputs to combine.')
  if (outputs.some((output) => head(output) !== head(first))) throw new AdapterError('adapterFault', 'The outputs of two chunks have other columns.')
  return first.columns
}

function append(appender: { appendNull(): void; appendVarchar(text: string): void }, value: RowValue): void {
  if (value === null) appender.appendNull()
  else appender.appendVarchar(typeof value === 'string' ? value : JSON.stringify(value))
}

/** Returns SQL that converts a column of texts to its type. Lists and structs are converted through JSON. */
function castOf(column: string, type: ValueType): string {
  return type.form === 'plain' ? `cast(${column} as ${type.text})` : `cast(cast(${column} as json) as ${type.text})`
}
