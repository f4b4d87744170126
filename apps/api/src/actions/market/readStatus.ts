import type { StatusWire } from '@infinitio/domain/wire'
import type { DeploymentState, DeploymentRows } from '../../deployment/deploymentState.ts'
import { deploymentLimits } from '../../deployment/deploymentLimits.ts'
import type { Services } from '../../services/services.ts'

type Parts = StatusWire['parts']
type PartState = Parts['database']['state']

/**
 * Returns the state of each part of the market, and the state of the whole. The whole is `down` without the database, `degraded` if a part that accepts or
 * settles orders is slow or does not answer, and otherwise `ready`. Nodes do not count, because their providers run them. Never throws.
 */
export async function readStatus({ deployment }: Pick<Services, 'deployment'>, { nowSeconds }: { nowSeconds: number }): Promise<StatusWire> {
  const { chain, rows } = await deployment.read()
  const parts: Parts = {
    database: { state: rows === null ? 'away' : 'well' },
    chain: chainPart(chain, rows),
    ...(rows === null ? unknownParts : partsOf(rows)),
  }
  const judged = [parts.chain, parts.orders, parts.follower, parts.settlement, parts.transactions]
  const isWell = judged.every(({ state }) => state === 'well')
  return { status: rows === null ? 'down' : isWell ? 'ready' : 'degraded', parts, time: nowSeconds }
}

function chainPart(chain: DeploymentState['chain'], rows: DeploymentRows | null): Parts['chain'] {
  const finalBlock = rows?.follower.finalNumber ?? null
  if (!chain.ok) return { state: 'away', latestBlock: null, finalBlock, latestAt: null }
  return { state: 'well', latestBlock: chain.blockNumber, finalBlock, latestAt: chain.blockTimestamp }
}

function partsOf(rows: DeploymentRows): Omit<Parts, 'database' | 'chain'> {
  const { matcher, follower, unsettled, relays, nodes } = rows
  const commands = Object.values(rows.commands)
  const oldestCommand = Math.max(...commands.map(({ oldestSeconds }) => oldestSeconds))
  return {
    orders: {
      state: stateOf({
        seenSeconds: matcher.seenSeconds,
        isSlow: matcher.paused || matcher.mode !== 'open' || oldestCommand > deploymentLimits.commandSeconds,
      }),
      waiting: commands.reduce((sum, { count }) => sum + count, 0),
      oldestSeconds: oldestCommand,
      paused: matcher.paused,
      mode: matcher.mode,
      journalRows: matcher.journalSeq,
      tailRows: rows.journalTailRows,
    },
    follower: {
      state: stateOf({
        seenSeconds: follower.seenSeconds,
        isSlow: !follower.chainOk || (follower.lag?.seconds ?? 0) > deploymentLimits.followerSeconds,
      }),
      lagBlocks: follower.lag?.blocks ?? null,
      lagSeconds: follower.lag?.seconds ?? null,
      reorgs: follower.reorgs,
    },
    settlement: {
      state: unsettled.oldestSeconds > deploymentLimits.unsettledSeconds ? 'slow' : 'well',
      unsettled: unsettled.count,
      oldestSeconds: unsettled.oldestSeconds,
    },
    transactions: transactionsPart(rows.senders, relays),
    nodes: { state: nodes.answering === 0 && nodes.suspect + nodes.lost > 0 ? 'away' : 'well', ...nodes },
  }
}

function transactionsPart(senders: DeploymentRows['senders'], relays: DeploymentRows['relays']): Parts['transactions'] {
  // Ignore a key of the engine that sent no heartbeat within the limit and has no open transaction: it was retired.
  const used = senders.filter(({ seenSeconds, open }) => seenSeconds <= deploymentLimits.seenSeconds || open.count > 0)
  const oldest = Math.max(0, ...used.map(({ open }) => open.oldestSeconds))
  const nonceGap = used.reduce((sum, sender) => sum + sender.nonceGap, 0)
  const isIdle = used.length > 0 && used.every(({ rest }) => rest !== null)
  const isSlow = isIdle || relays.oldestSeconds > deploymentLimits.relaySeconds || oldest > deploymentLimits.openTransactionSeconds || nonceGap > 0
  const seen = used.map(({ seenSeconds }) => seenSeconds)
  return {
    state: stateOf({ seenSeconds: seen.length === 0 ? null : Math.max(...seen), isSlow }),
    senders: used.length,
    open: used.reduce((sum, { open }) => sum + open.count, 0),
    oldestSeconds: oldest,
    nonceGap,
    relaysWaiting: relays.count,
  }
}

function stateOf({ seenSeconds, isSlow }: { seenSeconds: number | null; isSlow: boolean }): PartState {
  if (seenSeconds === null || seenSeconds > deploymentLimits.seenSeconds) return 'away'
  return isSlow ? 'slow' : 'well'
}

const unknownParts: Omit<Parts, 'database' | 'chain'> = {
  orders: { state: 'unknown', waiting: null, oldestSeconds: null, paused: null, mode: null, journalRows: null, tailRows: null },
  follower: { state: 'unknown', lagBlocks: null, lagSeconds: null, reorgs: null },
  settlement: { state: 'unknown', unsettled: null, oldestSeconds: null },
  transactions: { state: 'unknown', senders: null, open: null, oldestSeconds: null, nonceGap: null, relaysWaiting: null },
  nodes: { state: 'unknown', answering: null, suspect: null, lost: null },
}
