import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { AdapterError } from '@infinitio/tasks/adapter'
import { manifest } from '../manifest/manifest.ts'

/** DuckDB for one task: with one thread, limited memory, and access only to the files of the task. */
export type Engine = {
  readonly connection: DuckDBConnection
  /** Opens another connection. Throws an AdapterError after `stop`. */
  connect(): Promise<DuckDBConnection>
  /** Ends the queries that run, in all connections. */
  stop(): void
}

/** Starts a DuckDB instance that can read only these files. Queries cannot change its settings. */
export async function openEngine(paths: readonly string[]): Promise<Engine> {
  const instance = await DuckDBInstance.create(':memory:', { ...manifest.engine })
  const connections = new Set<DuckDBConnection>()
  let isStopped = false
  const connect = async () => {
    if (isStopped) throw new AdapterError('tooLong', 'The query did not end in time.')
    const connection = await instance.connect()
    connections.add(connection)
    return connection
  }
  const stop = () => {
    isStopped = true
    for (const connection of connections) connection.interrupt()
  }
  const connection = await connect()
  await connection.run(`set allowed_paths = [${paths.map(sqlText).join(', ')}]`)
  await connection.run('set enable_external_access = false')
  await connection.run("set TimeZone = 'UTC'")
  await connection.run('set lock_configuration = true')
  return { connection, connect, stop }
}

/** Returns a text as a literal of SQL. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** Returns a name as an identifier of SQL. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
