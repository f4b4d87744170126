import type { TestDb } from '@infinitio/db/test'
import type { Queryable } from '@infinitio/db'
import type { Effect, Fate, Life, Scheduler } from './scheduler.ts'

/** The state of the one database that all simulated processes share: the open transaction, the listeners and the owners of locks. */
export type DatabaseState = {
  openTransaction: symbol | null
  listeners: Set<{ life: Life; channels: readonly string[]; onWake: (channel: string) => void }>
  /** Checks the database after each transaction of a part of the engine, before anything else happens. `texts` are the transaction's statements. */
  onCommit: (commit: { room: string; texts: readonly string[] }) => Promise<void>
}

type Setting = { real: TestDb; room: string; life: Life; scheduler: Scheduler; databaseState: DatabaseState }

/**
 * The database for one part of the engine in one simulated process. It is the real database, but each statement waits until the scheduler runs it. Only one
 * transaction is open at a time, so no statement waits for another's lock. A process may die or lose its connection before and after each statement and each
 * commit.
 */
export function simulatedDb(setting: Setting): TestDb {
  const { real, room, life, scheduler, databaseState } = setting
  return {
    query: (text, values) =>
      scheduler.park(life, {
        label: `${room} ${shortened(text)}`,
        values,
        fates: ['fails', 'unanswered', 'dies before', 'dies after'],
        mayRun: () => databaseState.openTransaction === null,
        perform: async (fate) => {
          if (fate === 'fails') throw lostConnection()
          const rows = await real.query<never>(text, values)
          wake(setting, channelsOf(text, values))
          if (fate === 'unanswered') throw lostConnection()
          return rows
        },
      }),
    transaction: (run) => transaction(setting, run),
    async listen({ channels, onWake }) {
      const listener = { life, channels, onWake }
      databaseState.listeners.add(listener)
      life.atDeath.add(async () => void databaseState.listeners.delete(listener))
      for (const channel of channels) onWake(channel)
      return { stop: async () => void databaseState.listeners.delete(listener) }
    },
    close: async () => {},
  }
}

async function transaction<Result>(setting: Setting, run: (tx: Queryable) => Promise<Result>): Promise<Result> {
  const { real, room, life, scheduler, databaseState } = setting
  const token = Symbol(room)
  const mine = () => databaseState.openTransaction === token
  const entered = Promise.withResolvers<Queryable>()
  const verdict = Promise.withResolvers<Error | null>()
  const channels: string[] = []
  const texts: string[] = []
  let ended: Promise<void> = Promise.resolve()
  let broken: Error | null = null
  const finish = async (error: Error | null): Promise<void> => {
    verdict.resolve(error)
    await ended.catch(() => {})
    if (mine()) databaseState.openTransaction = null
  }
  const bury = () => finish(new Error('the process died'))

  const begin = async (): Promise<void> => {
    databaseState.openTransaction = token
    life.atDeath.add(bury)
    ended = real.transaction(async (tx) => {
      entered.resolve(tx)
      const error = await verdict.promise
      if (error !== null) throw error
    })
    await Promise.race([entered.promise, ended])
  }
  await scheduler.park(life, { label: `${room} begin`, fates: ['dies before'], mayRun: () => databaseState.openTransaction === null, perform: begin })

  const inTurn = createQueue()
  const query: Queryable['query'] = (text, values) => {
    const perform = async (fate: Fate) => {
      if (fate === 'fails') broken ??= lostConnection()
      if (broken !== null) throw broken
      channels.push(...channelsOf(text, values))
      texts.push(text)
      return (await entered.promise).query(text, values)
    }
    const label = `${room} … ${shortened(text)}`
    return scheduler.park(life, inTurn({ label, values, fates: ['fails', 'dies before', 'dies after'], mayRun: mine, perform }))
  }
  try {
    const result = await run({ query })
    await scheduler.park(life, {
      label: `${room} commit`,
      fates: ['fails', 'unanswered', 'dies before', 'dies after'],
      mayRun: mine,
      perform: async (fate) => {
        if (fate === 'fails') broken ??= lostConnection()
        if (broken !== null) throw broken
        verdict.resolve(null)
        await ended
        databaseState.openTransaction = null
        await databaseState.onCommit({ room, texts })
        wake(setting, channels)
        if (fate === 'unanswered') throw lostConnection()
      },
    })
    return result
  } catch (error) {
    const perform = () => finish(error instanceof Error ? error : new Error(String(error)))
    if (mine()) await scheduler.park(life, { label: `${room} rollback`, fates: [], mayRun: mine, perform })
    throw error
  } finally {
    life.atDeath.delete(bury)
  }
}

/**
 * Returns a function that makes effects run in the order of its calls. A connection runs statements in the order in which they were sent, even if their answers
 * are awaited later.
 */
function createQueue() {
  let sent = 0
  let ran = 0
  return <Result>(effect: Effect<Result>): Effect<Result> => {
    const place = sent
    sent += 1
    return {
      ...effect,
      mayRun: () => ran === place && (effect.mayRun?.() ?? true),
      perform: (fate) => {
        ran += 1
        return effect.perform(fate)
      },
    }
  }
}

/** Notifies the listeners of these channels. Each listener gets the notification when the scheduler lets it, or never. */
function wake({ scheduler, databaseState }: Setting, channels: readonly string[]): void {
  const named = new Set(channels)
  for (const { life, channels: heard, onWake } of databaseState.listeners) {
    const channel = heard.find((one) => named.has(one))
    if (channel === undefined) continue
    const perform = async (fate: string) => (fate === 'fails' ? undefined : onWake(channel))
    void scheduler.park(life, { label: `is woken by ${channel}`, fates: ['fails'], perform })
  }
}

/** Returns the channels that a statement notifies. There is only one such statement in the product, and the channels are its only value. */
function channelsOf(text: string, values: readonly unknown[]): string[] {
  return text.includes('pg_notify') ? (values[0] as string[]) : []
}

function lostConnection(): Error {
  return Object.assign(new Error('Connection terminated unexpectedly'), { code: 'ECONNRESET' })
}

const shortenings = new Map<string, string>()

/**
 * Returns the short form of a statement's text for the trace. It caches the result, because a simulation runs the same statements very often.
 */
function shortened(text: string): string {
  const known = shortenings.get(text)
  if (known !== undefined) return known
  const short = text.replace(/\s+/g, ' ').trim().slice(0, 70)
  shortenings.set(text, short)
  return short
}
