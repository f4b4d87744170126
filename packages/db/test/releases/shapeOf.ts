import type { TestDb } from '../openTestDb.ts'

/** The properties of a column that decide which rows can be written. */
export interface ColumnShape {
  type: string
  /** True if a row without a value for this column is rejected. */
  required: boolean
}

/** The tables with their columns, and the rules that rows must obey: the definitions of unique indexes and checks. */
export interface Shape {
  tables: Record<string, Record<string, ColumnShape>>
  rules: string[]
}

/** Reads the shape of all tables of the schema. */
export async function shapeOf(db: Pick<TestDb, 'query'>): Promise<Shape> {
  const columns = await db.query<ColumnShape & { table: string; column: string }>(
    `select table_name::text as table, column_name::text as column, data_type::text as type,
       is_nullable = 'NO' and column_default is null and is_identity = 'NO' as required
     from information_schema.columns where table_schema = 'public' order by table_name, ordinal_position`,
    [],
  )
  const rules = await db.query<{ rule: string }>(
    `select indexdef as rule from pg_indexes where schemaname = 'public' and indexdef like 'CREATE UNIQUE%'
     union all select conrelid::regclass || ': ' || pg_get_constraintdef(oid) from pg_constraint where contype = 'c' and connamespace = 'public'::regnamespace
     order by 1`,
    [],
  )
  const tables: Shape['tables'] = {}
  for (const { table, column, type, required } of columns) tables[table] = { ...tables[table], [column]: { type, required } }
  return { tables, rules: rules.map(({ rule }) => rule) }
}
