import { type CommandLag, type Db, type ProcessLag, listCommandLag, listSenderHealth, readProcessLag, type SenderHealth } from '@infinitio/db'
import { isRefusal } from '@infinitio/domain'
import type { MarketMode } from '@infinitio/matching'
import type { Logger } from '@infinitio/process'
import type { ChainClock, ChainReading } from '../chain/createChainClock.ts'
import { withinDeadline } from '../http/withinDeadline.ts'
import type { MarketThread } from '../market-thread/createMarketThread.ts'
import type { DeploymentState, DeploymentRows, DeploymentSender, Waiting } from './deploymentState.ts'

/** Reads the state of the services for two users, the metrics and the status page, so that both show the same numbers. */
export type DeploymentReader = {
  /** Returns the state, at most one second old. Never rejects. */
  read(): Promise<DeploymentState>
}

/** How long a result is reused, in milliseconds. */
export const deploymentReadingMs = 1_000
const databaseAnswersWithinMs = 2_000

/** Creates the reader of the deployment's state. Concurrent callers share one reading. */
export function createDeploymentReader({
  db,
  market,
  clock,
  logger,
}: {
  db: Db
  market: MarketThread
  clock: ChainClock
  logger: Logger
}): DeploymentReader {
  let known: { deployment: DeploymentState; atMs: number } | null = null
  let reading: Promise<DeploymentState> | null = null

  async function load(): Promise<DeploymentState> {
    const chain = clock.read()
    const read = () => readDeploymentRows({ db, market }, { chain, nowMs: Date.now() })
    const rows = await withinDeadline(read, { deadlineMs: databaseAnswersWithinMs }).catch((error: unknown) => {
      logger.warn({ err: error }, 'the state of the deployment cannot be read')
      return null
    })
    const deployment = { chain, rows }
    known = { deployment, atMs: performance.now() }
    return deployment
  }

  return {
    async read() {
      if (known !== null && performance.now() - known.atMs < deploymentReadingMs) return known.deployment
      reading ??= load().finally(() => {
        reading = null
      })
      return reading
    },
  }
}

/** Returns how far each service is behind at `nowMs` (wall clock). Throws the database's errors. */
async function readDeploymentRows(
  { db, market }: { db: Db; market: MarketThread },
  { chain, nowMs }: { chain: ChainReading; nowMs: number },
): Promise<DeploymentRows> {
  const shown = await market.ask({ kind: 'shownSeq' })
  const [lag, commands, senders] = await Promise.all([readProcessLag(db), listCommandLag(db), listSenderHealth(db)])
  const journalSeq = Number(lag.journalSeq ?? 0n)
  return {
    matcher: { seenSeconds: ageOf(lag.matcherSeenAt, nowMs), paused: lag.paused === true, mode: (lag.mode ?? 'open') as MarketMode, journalSeq },
    commands: {
      api: waitingOf(commands, 'api', nowMs),
      chain: waitingOf(commands, 'chain', nowMs),
      worker: waitingOf(commands, 'worker', nowMs),
      admin: waitingOf(commands, 'admin', nowMs),
    },
    follower: {
      seenSeconds: ageOf(lag.followerSeenAt, nowMs),
      chainOk: lag.chainOk === true,
      headNumber: lag.headNumber === null ? null : Number(lag.headNumber),
      finalNumber: lag.finalNumber === null ? null : Number(lag.finalNumber),
      reorgs: Number(lag.reorgs ?? 0n),
      lag: lagOf(lag, chain),
    },
    unsettled: waiting(lag.unsettled, lag.oldestUnsettledAtMs === null ? null : new Date(Number(lag.oldestUnsettledAtMs)), nowMs),
    relays: waiting(lag.relaysWaiting, lag.oldestRelayAt, nowMs),
    senders: senders.map((sender) => senderOf(sender, nowMs)),
    nodes: { answering: Number(lag.answeringNodes), suspect: Number(lag.suspectNodes), lost: Number(lag.lostNodes) },
    journalTailRows: Math.max(0, journalSeq - (isRefusal(shown) ? 0 : Number(shown))),
  }
}

function lagOf({ headNumber, headTime }: ProcessLag, chain: ChainReading): { blocks: number; seconds: number } | null {
  if (!chain.ok || headNumber === null || headTime === null) return null
  const blocks = Math.max(0, chain.blockNumber - Number(headNumber))
  return { blocks, seconds: blocks === 0 ? 0 : Math.max(0, chain.blockTimestamp - Number(headTime)) }
}

function senderOf(sender: SenderHealth, nowMs: number): DeploymentSender {
  return {
    sender: sender.sender,
    seenSeconds: ageOf(sender.seenAt, nowMs) ?? 0,
    balance: sender.balance,
    transactionsLeft: sender.transactionsLeft === null ? null : Number(sender.transactionsLeft),
    lowGas: sender.lowGas,
    rest: sender.rest,
    open: waiting(BigInt(sender.openTransactions), sender.oldestOpenAt, nowMs),
    nonceGap: sender.nonceGap,
  }
}

function waitingOf(commands: readonly CommandLag[], source: CommandLag['source'], nowMs: number): Waiting {
  const found = commands.find((lag) => lag.source === source)
  return waiting(found?.waiting ?? 0n, found?.oldestAt ?? null, nowMs)
}

function waiting(count: bigint, oldestAt: Date | null, nowMs: number): Waiting {
  return { count: Number(count), oldestSeconds: ageOf(oldestAt, nowMs) ?? 0 }
}

function ageOf(at: Date | null, nowMs: number): number | null {
  return at === null ? null : Math.max(0, Math.round((nowMs - at.getTime()) / 100) / 10)
}
