import { readdirSync, readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Column, type Columns, nullable, oneOf, present, rowOf, typeOf } from '../src/client/columns.ts'
import { declaredStatements } from '../src/client/statement.ts'
import { tables } from '../src/generated/tables.ts'
import { columnsOfOuterJoins } from './columnsOfOuterJoins.ts'
import { createTestDatabase, type TestDatabase } from './createTestDatabase.ts'
import { describeStatement } from './describeStatement.ts'

const source = new URL('../src/', import.meta.url)
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'))

describe('the statements of this package', () => {
  let database: TestDatabase
  let client: pg.Client
  let catalogue: Catalogue
  beforeAll(async () => {
    for (const path of files) await import(new URL(path, source).href)
    database = await createTestDatabase()
    client = new pg.Client({ connectionString: database.ownerUrl })
    await client.connect()
    catalogue = await readCatalogue(client)
  })
  afterAll(async () => {
    await client.end()
    await database.drop()
  })

  it('return the columns that they declare, with their types and names', async () => {
    const wrong: string[] = []
    for (const { columns, text } of declaredStatements()) {
      const faults = await faultsOf({ client, catalogue, columns, text }).catch((error: Error) => [error.message])
      if (faults.length > 0) wrong.push(`${text}\n  ${faults.join('\n  ')}`)
    }
    expect(wrong).toEqual([])
  })

  it('are compared: the test finds a wrong type, a missing column, an extra one and one that may be null', async () => {
    const faults = (columns: Columns, text: string) => faultsOf({ client, catalogue, columns, text })
    const { leases } = tables
    expect(await faults(rowOf({ price: 'int8' }), 'select pay as price from leases')).toEqual(['price is numeric, not int8'])
    expect(await faults(rowOf({ price: leases.pay }), 'select gpus from leases')).toEqual(['gpus is not declared', 'price is not returned'])
    expect(await faults(rowOf({ holder: 'text' }), 'select holder from leases')).toEqual(['holder may be null in its table'])
    expect(await faults(rowOf({ holder: oneOf('text', ['a']) }), 'select holder from leases')).toEqual(['holder may be null in its table'])
    expect(await faults(rowOf({ holder: present(leases.holder) }), 'select holder from leases where holder is not null')).toEqual([])
    const joined = 'select w.body from leases left join workloads w on w.hash = leases.workload_hash where lease_id = $1'
    expect(await faults(rowOf({ body: tables.workloads.body }), joined)).toEqual(['body may be left out by an outer join'])
    expect(await faults(rowOf({ body: nullable(tables.workloads.body) }), joined)).toEqual([])
    expect(await faults(rowOf({ body: tables.workloads.body }), `${joined} and w.owner = $2`)).toEqual([])
    expect(await faults(rowOf({ state: nullable(leases.state) }), 'select max(state) as state from leases')).toEqual([])
    expect(await faults(rowOf({ pay: leases.pay, gpus: 'int4' }), 'select pay, gpus from leases where lease_id = $1')).toEqual([])
  })

  it('have tables and columns as in the generated file', async () => {
    expect(Object.fromEntries(Object.entries(tables).map(([name, columns]) => [name, { ...columns }]))).toEqual(catalogue.tables)
  })
})

describe('the source of this package', () => {
  it('states no type for rows of a text that nothing compares', () => {
    expect(files.filter((path) => /\.query<(?!Row\b)/.test(readFileSync(new URL(path, source), 'utf8')))).toEqual([])
  })
})

interface Catalogue {
  /** The name of each Postgres type by its object id (oid). The name of an array type ends with `[]`. */
  types: Map<number, string>
  /** The columns of tables that may be null, each as "oid of the table/number of the column". */
  nullable: Set<string>
  /** Every table of the schema with its columns, in the format of the generated file. */
  tables: Record<string, Record<string, string>>
}

async function readCatalogue(client: pg.Client): Promise<Catalogue> {
  const types = await client.query<{ oid: number; name: string }>(
    `select t.oid::int4 as oid, coalesce(e.typname || '[]', t.typname) as name from pg_type t left join pg_type e on e.typarray = t.oid`,
  )
  const columns = await client.query<{ table: string; place: string; name: string; type: string; required: boolean }>(
    `select c.relname as table, c.oid || '/' || a.attnum as place, a.attname as name, coalesce(e.typname || '[]', t.typname) as type, a.attnotnull as required
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_type t on t.oid = a.atttypid left join pg_type e on e.typarray = t.oid
     where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped
       and c.relname <> '_prisma_migrations'`,
  )
  const tablesFound: Catalogue['tables'] = {}
  for (const { table, name, type, required } of columns.rows) {
    tablesFound[table] ??= {}
    tablesFound[table][name] = required || type.endsWith('[]') ? type : `${type}?`
  }
  return {
    types: new Map(types.rows.map(({ oid, name }) => [oid, name])),
    nullable: new Set(columns.rows.filter(({ required }) => !required).map(({ place }) => place)),
    tables: tablesFound,
  }
}

type Asked = { client: pg.Client; catalogue: Catalogue; columns: Columns; text: string }

/** Compares Postgres' description of a statement with its declaration, and returns the differences in words. */
async function faultsOf({ client, catalogue, columns, text }: Asked): Promise<string[]> {
  const described = await describeStatement(client, text)
  const optional = await columnsOfOuterJoins(client, text)
  const faults = described.flatMap((field, place) => {
    const declared = columns[field.name]
    if (declared === undefined) return [`${field.name} is not declared`]
    const column: Column = typeof declared === 'string' ? declared : declared.column
    const type = catalogue.types.get(field.dataTypeID)
    if (type !== typeOf(column)) return [`${field.name} is ${type}, not ${typeOf(column)}`]
    const mayBeNull = catalogue.nullable.has(`${field.tableID}/${field.columnID}`)
    if (mayBeNull && column === type) return [`${field.name} may be null in its table`]
    return optional.has(place) && column === type ? [`${field.name} may be left out by an outer join`] : []
  })
  const returned = new Set(described.map(({ name }) => name))
  const missing = Object.keys(columns).filter((name) => !returned.has(name))
  const twice = returned.size < described.length ? ['two columns have the same name'] : []
  return [...faults, ...missing.map((name) => `${name} is not returned`), ...twice]
}
