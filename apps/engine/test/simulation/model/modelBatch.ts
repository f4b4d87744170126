import { errorsAbi } from '@infinitio/chain'
import { hashBid } from '@infinitio/domain'
import { encodeErrorResult, type Hex, size, slice } from 'viem'
import { copyMarket } from './marketState.ts'
import { demandNotPaused } from './modelPause.ts'
import { isWhole, settlePair } from './modelSettle.ts'
import { demand, Refused } from './refused.ts'
import { domainOf, type ModelEvent, type Turn } from './turn.ts'
import type { ModelSettleItem } from './unpackItem.ts'

const MAX_REASON_BYTES = 256

/**
 * Settles many pairs of an ask and a bid. If a bid must settle as a whole, all its pairs settle together. Groups that break a rule are skipped and reported.
 */
export function settleBatch(turn: Turn, items: readonly ModelSettleItem[]): void {
  demandNotPaused(turn)
  let from = 0
  while (from < items.length) {
    const to = groupEnd(turn, items, from)
    settleOrSkip(turn, items.slice(from, to), from)
    from = to
  }
}

function groupEnd(turn: Turn, items: readonly ModelSettleItem[], from: number): number {
  const first = items[from] as ModelSettleItem
  let to = from + 1
  if (!isWhole(first)) return to
  const hashOf = ({ bid }: ModelSettleItem) => hashBid(bid as never, domainOf(turn))
  for (let next = items[to]; next !== undefined && hashOf(next) === hashOf(first); next = items[to]) to += 1
  return to
}

function settleOrSkip(turn: Turn, group: readonly ModelSettleItem[], from: number): void {
  const before = copyMarket(turn.state)
  const written: ModelEvent[] = []
  try {
    settleGroup({ ...turn, emit: (event) => void written.push(event) }, group)
    for (const event of written) turn.emit(event)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    Object.assign(turn.state, before)
    for (const [place, { bid }] of group.entries()) {
      const args = { index: BigInt(from + place), bidHash: hashBid(bid as never, domainOf(turn)), reason: reasonOf(error) }
      turn.emit({ contract: 'market', name: 'SettleSkipped', args })
    }
  }
}

/** Settles a group of items. Either all of them are settled, or none. */
export function settleGroup(turn: Turn, group: readonly ModelSettleItem[]): void {
  let gpus = 0
  let first: { start: number; regionId: number } | null = null
  for (const item of group) {
    const settled = settlePair(turn, item)
    gpus += item.gpus
    first ??= settled
    if (!item.bid.cluster) continue
    demand(settled.regionId === first.regionId, 'Market_ClusterRegionsDiffer', settled.regionId, first.regionId)
    demand(settled.start === first.start, 'Market_ClusterStartsDiffer', BigInt(settled.start), BigInt(first.start))
  }
  const [item] = group
  if (item !== undefined && isWhole(item)) demand(gpus === item.bid.gpus, 'Market_OrderNotWhole', BigInt(gpus), BigInt(item.bid.gpus))
}

function reasonOf({ errorName, args }: Refused): Hex {
  const whole = encodeErrorResult({ abi: errorsAbi, errorName, args } as never)
  return size(whole) > MAX_REASON_BYTES ? slice(whole, 0, MAX_REASON_BYTES) : whole
}
