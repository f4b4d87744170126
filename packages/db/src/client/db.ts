import type { QueryResultRow } from 'pg'
import type { Queryable, QueryOptions } from './queryable.ts'

/** An open LISTEN; `stop` ends it and closes its connection. */
export interface Listening {
  stop(): Promise<void>
}

/** A pool of connections to one database under one role. */
export interface Db extends Queryable {
  /** Sends one SQL text. `Row` is what a test says about its rows; nothing compares it. */
  query<Row extends QueryResultRow = Record<string, unknown>>(text: string, values: readonly unknown[], options?: QueryOptions): Promise<Row[]>
  /**
   * Runs `run` in one transaction and commits it. A throw in `run` rolls back. When the commit itself fails the
   * outcome is unknown to the caller: it must not go on with state that may be ahead of the database.
   */
  transaction<Result>(run: (tx: Queryable) => Promise<Result>): Promise<Result>
  /**
   * Listens on `channels` over a connection of its own and calls `onWake` for each notification, and once after each
   * (re)connection, since notifications sent while away are lost. Notifications are only wake-ups, never data.
   */
  listen(args: { channels: readonly string[]; onWake: (channel: string) => void; onError: (error: Error) => void }): Promise<Listening>
  close(): Promise<void>
}
