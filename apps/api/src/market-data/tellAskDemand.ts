import { type Address, nodeId, type Refusal } from '@infinitio/domain'
import type { AskDemandAnswerWire, AskDemandWire } from '@infinitio/domain/wire'
import { type AskDemand, askDemand, type Book, type PastLease } from '@infinitio/matching'
import type { MarketState } from './createMarketTail.ts'

const daySeconds = 86_400

type Asked = { readonly account: Address; readonly nodeId: string; readonly days: number; readonly leases: readonly PastLease[] }
type AskRecord = Parameters<typeof askDemand>[1]['record']

/**
 * Returns how much renters asked for a provider's node: the bids that the node's open ask could have met. If the node has several asks, takes a public one if
 * there is one. Reads the market's last 10,000 bids and counts those that were placed within the requested days. `demand` is null without an open ask. Refuses
 * with `api.not_ready`, and with `node.unknown` if the account does not own the node.
 */
export function tellAskDemand(state: MarketState | null, { account, nodeId: node, days, leases }: Asked): AskDemandAnswerWire | Refusal {
  if (state === null) return { rejected: 'api.not_ready', detail: 'the journal is being read' }
  const { book, bids: tape, now, atMs, answers } = state
  const record = openAskOf(book, { account, node })
  if (record === null) return { demand: null }
  if ('rejected' in record) return record
  const wanted = now - days * daySeconds
  return answers.get(`demand ${node} ${days}`, String(book.seq), () => {
    const first = tape.bids[0]?.at ?? wanted
    const isCut = tape.isCut && first > wanted
    const bids = tape.bids.filter(({ at }) => at >= wanted)
    const { classId } = record.node
    const demand = {
      asOf: { seq: String(book.seq), atMs, now },
      ...{ node, classId, askHash: record.orderHash, pricePerGpuSecond: record.price.toString(), from: isCut ? first : wanted, isCut },
      ...demandWire(askDemand(book, { record, bids, leases, now })),
    }
    return { demand }
  })
}

function openAskOf(book: Book, { account, node: id }: { account: Address; node: string }): AskRecord | Refusal | null {
  const node = book.nodes.get(nodeId(id))
  if (node === undefined || node.provider !== account) return { rejected: 'node.unknown', detail: id }
  return node.asks.find(({ isPrivate }) => !isPrivate) ?? node.asks[0] ?? null
}

function demandWire({ bids, hired, elsewhere, unfilled, excluded, paidElsewhere, steps, curve }: AskDemand) {
  const counts = [...excluded].map(([reason, count]) => ({ reason, bids: count }))
  return {
    ...{ bids, hired, elsewhere, unfilled },
    excluded: counts.sort((one, other) => other.bids - one.bids || one.reason.localeCompare(other.reason)),
    paidElsewhere: paidWire(paidElsewhere),
    steps: steps.map(stepWire),
    curve: curve.map(stepWire),
  }
}

function stepWire({ pricePerGpuSecond, leases, gpuSeconds, pay }: AskDemand['curve'][number]): AskDemandWire['curve'][number] {
  return { pricePerGpuSecond: pricePerGpuSecond.toString(), leases, gpuSeconds: gpuSeconds.toString(), pay: pay.toString() }
}

/**
 * Returns the lowest, the median and the highest of these sorted prices, or null if there is none. Of an even number of prices, the median is the lower of the
 * two in the middle.
 */
function paidWire(prices: readonly bigint[]): AskDemandWire['paidElsewhere'] {
  const at = (place: number) => String(prices[place])
  if (prices.length === 0) return null
  return { bids: prices.length, lowest: at(0), median: at(Math.floor((prices.length - 1) / 2)), highest: at(prices.length - 1) }
}
