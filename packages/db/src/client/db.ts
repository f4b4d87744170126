import type { Queryable } from './queryable.ts'

/** An open LISTEN. `stop` ends it and closes its connection. */
export interface Listening {
  stop(): Promise<void>
}

/** A connection pool to one database with one role. */
export interface Db extends Queryable {
  /**
   * Runs `run` in one transaction and commits it. If `run` throws, the transaction rolls back. If the commit itself fails, the caller cannot know whether it
   * took effect. So the caller must not continue with state in memory that may be ahead of the database.
   */
  transaction<Result>(run: (tx: Queryable) => Promise<Result>): Promise<Result>
  /**
   * Listens on `channels` over a separate connection. Calls `onWake` for each notification, and once after each (re)connection, because notifications
   * without a connection are lost. A notification is only a wake-up and has no data.
   */
  listen(args: { channels: readonly string[]; onWake: (channel: string) => void; onError: (error: Error) => void }): Promise<Listening>
  close(): Promise<void>
}
