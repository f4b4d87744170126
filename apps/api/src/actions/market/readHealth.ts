import { type Db, type EngineHealth, readEngineHealth } from '@infinitio/db'
import type { HealthWire } from '@infinitio/domain/wire'
import { deploymentLimits } from '../../deployment/deploymentLimits.ts'
import { withinDeadline } from '../../http/withinDeadline.ts'
import type { Services } from '../../services/services.ts'

const waitsTooLongMs = 5_000
const farBehindBlocks = 10
const databaseAnswersWithinMs = 2_000

/**
 * Returns the health of the market. It is `ready` if the database, the chain and the engine work and the market is loaded, `down` if the database does not
 * answer, and `degraded` otherwise. Never throws.
 */
export async function readHealth({ db, clock, market, logger }: Services): Promise<HealthWire> {
  const chain = clock.read()
  const engine = await lookAtEngine(db).catch((error: unknown) => {
    logger.warn({ err: error }, 'the database does not answer')
    return null
  })
  const head = engine?.headNumber ?? null
  const lag = head === null || !chain.ok ? null : Math.max(chain.blockNumber - Number(head), 0)
  const state = engine === null ? 'away' : engineState(engine, lag)
  const engineOk = state === 'well'
  const marketOk = market.isReady()
  return {
    status: engine === null ? 'down' : chain.ok && engineOk && marketOk ? 'ready' : 'degraded',
    database: { ok: engine !== null },
    chain: { ok: chain.ok, blockNumber: chain.ok ? chain.blockNumber : null },
    engine: {
      ok: engineOk,
      state,
      followerLagBlocks: lag,
      waitingCommands: engine === null ? null : Number(engine.waitingCommands),
      unsettledMatches: engine?.unsettled ?? null,
      clockAheadSeconds: typeof engine?.clockAheadMs === 'bigint' ? Math.round(Number(engine.clockAheadMs) / 1_000) : null,
    },
    market: { ok: marketOk },
    time: Math.floor(Date.now() / 1_000),
  }
}

const looks = new WeakMap<Db, Promise<EngineHealth>>()

/** Reads the state of the engine. Parallel requests share one reading, because every open page asks every few seconds. */
function lookAtEngine(db: Db): Promise<EngineHealth> {
  const shared = looks.get(db)
  if (shared !== undefined) return shared
  const look = withinDeadline(() => readEngineHealth(db), { deadlineMs: databaseAnswersWithinMs }).finally(() => looks.delete(db))
  looks.set(db, look)
  return look
}

/**
 * Returns the state of the engine (matcher and follower). `away`: the matcher sent no heartbeat within the limit of the page `/status`. `behind`: the follower
 * sent no heartbeat within this limit, or is some blocks behind the chain; orders are still matched. `slow`: a command has waited for too long, settlements are
 * held back, or the clock is not trusted. `well`: none of these.
 */
function engineState(engine: EngineHealth, lag: number | null): HealthWire['engine']['state'] {
  if (!wasSeen(engine.matcherSeenAt)) return 'away'
  if (!wasSeen(engine.followerSeenAt) || engine.headNumber === null || (lag ?? 0) >= farBehindBlocks) return 'behind'
  const waitsTooLong = engine.oldestWaitingAt !== null && Date.now() - engine.oldestWaitingAt.getTime() > waitsTooLongMs
  return waitsTooLong || engine.paused === true || engine.clockAheadMs !== null ? 'slow' : 'well'
}

function wasSeen(at: Date | null): boolean {
  return at !== null && Date.now() - at.getTime() <= deploymentLimits.seenSeconds * 1_000
}
