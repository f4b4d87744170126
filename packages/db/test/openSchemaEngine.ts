import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { ColumnTypeEnum, bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'

/** The part of Prisma's schema engine that the tests use, opened for one database. */
export type SchemaEngine = Awaited<ReturnType<typeof engineModule.SchemaEngine.new>>

const CHAR_OID = 18
const TEXT_OID = 25
let loading: Promise<void> | undefined

/**
 * Opens Prisma's schema engine for the database at `url`. Uses the WebAssembly version, because the native one would have to be downloaded. The module loads
 * once in each process. The adapter reads Postgres' one-byte "char" type, which the original adapter cannot.
 */
export async function openSchemaEngine({
  url,
  files,
}: {
  url: string
  files: [string, string][]
}): Promise<{ engine: SchemaEngine; close: () => Promise<void> }> {
  loading ??= loadModule()
  await loading
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  const factory = new PrismaPg(pool)
  const connect = async () => readChar(await factory.connect())
  const adapter = bindMigrationAwareSqlAdapterFactory({ provider: 'postgres', adapterName: factory.adapterName, connect, connectToShadowDb: connect })
  const engine = await engineModule.SchemaEngine.new({ datamodels: files }, () => {}, adapter)
  return { engine, close: () => pool.end() }
}

type Adapter = Awaited<ReturnType<PrismaPg['connect']>>
type Fields = { fields: { dataTypeID: number }[] }

/** Makes the adapter read columns of the type "char". The engine runs one query at a time, so the columns of the last result belong to the current query. */
function readChar(adapter: Adapter): Adapter {
  // Replace a private method, because the adapter has no public hook. All results pass through it before their types are mapped.
  const inner = adapter as unknown as { performIO: (query: unknown) => Promise<Fields> }
  const performIO = inner.performIO.bind(adapter)
  const queryRaw = adapter.queryRaw.bind(adapter)
  let isChar: boolean[] = []
  inner.performIO = async (query) => {
    const result = await performIO(query)
    isChar = result.fields.map((field) => field.dataTypeID === CHAR_OID)
    for (const field of result.fields) if (field.dataTypeID === CHAR_OID) field.dataTypeID = TEXT_OID
    return result
  }
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query)
    return { ...result, columnTypes: result.columnTypes.map((type, column) => (isChar[column] === true ? ColumnTypeEnum.Character : type)) }
  }
  return adapter
}

type Loaded = { instance: { exports: { __wbindgen_start(): void } } }

async function loadModule(): Promise<void> {
  const folder = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg'))
  const bytes = await readFile(join(folder, 'schema_engine_bg.wasm'))
  // The TypeScript library for Node does not declare the types of WebAssembly. This type covers the part that is used here.
  const { WebAssembly: wasm } = globalThis as unknown as { WebAssembly: { instantiate(bytes: Uint8Array, imports: object): Promise<Loaded> } }
  const { instance } = await wasm.instantiate(bytes, { './schema_engine_bg.js': engineModule })
  engineModule.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
}
