import { type Address, nodeId, type Refusal } from '@infinitio/domain'
import type { AskDemandAnswerWire, AskDemandWire, ClassDemandQuery, ClassDemandWire } from '@infinitio/domain/wire'
import { type AskDemand, askDemand, bidsOfClass, type Book, classDemand, type PastBid, type PastLease } from '@infinitio/matching'
import type { MarketCatalogue } from '../market/machines/marketNode.ts'
import { asOf } from './asOf.ts'
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
  const { book, now, answers } = state
  const record = openAskOf(book, { account, node })
  if (record === null) return { demand: null }
  if ('rejected' in record) return record
  return answers.get(`demand ${node} ${days}`, String(book.seq), () => {
    const { bids, from, isCut } = lastBids(state, days)
    const { classId } = record.node
    const demand = {
      asOf: asOf(state),
      ...{ node, classId, askHash: record.orderHash, pricePerGpuSecond: record.price.toString(), from, isCut },
      ...demandWire(askDemand(book, { record, bids, leases, now })),
    }
    return { demand }
  })
}

/** The days for which a machine that is not on the market is replayed. */
const newMachineDays = 7
/**
 * The most bids of a class that are replayed for a machine that is not on the market, the newest ones. Anybody can ask for this replay, and each bid is tried at
 * up to 24 prices in the thread that also answers searches: 2,000 bids take less than 0.1 s.
 */
const mostReplayed = 2_000

/**
 * Returns what a machine that is not on the market would have earned in the last 7 days, from at most the newest 2,000 bids of its class. An answer can be a
 * minute old. Refuses with `api.not_ready`, and with
 * `api.not_found` for an unknown class or region.
 */
export function tellClassDemand(
  state: MarketState | null,
  { classId, query, places }: { readonly classId: number; readonly query: ClassDemandQuery; readonly places: MarketCatalogue },
): ClassDemandWire | Refusal {
  if (state === null) return { rejected: 'api.not_ready', detail: 'the journal is being read' }
  const { region: regionId, gpus } = query
  const found = places.classes.find((one) => one.classId === classId)
  if (found === undefined) return { rejected: 'api.not_found', detail: `class ${classId}` }
  if (!places.regions.some((one) => one.regionId === regionId)) return { rejected: 'api.not_found', detail: `region ${regionId}` }
  const { book, now, replays } = state
  return replays.get(`${classId} ${regionId} ${gpus}`, String(found.vramGib), () => {
    const last = lastBids(state, newMachineDays)
    const { bids, isCut } = bidsOfClass(book, { bids: last.bids, classId, most: mostReplayed })
    const from = isCut ? (bids[0]?.at ?? last.from) : last.from
    const { curve, ...demand } = classDemand(book, { machine: { classId, regionId, gpus, vramGib: found.vramGib }, bids, now })
    return {
      asOf: asOf(state),
      ...{ classId, regionId, gpus, from, isCut: isCut || last.isCut },
      ...countsWire(demand),
      curve: curve.map(stepWire),
    }
  })
}

/** Returns the stored bids of the last days, and the second from which they are complete. `isCut` is true if older ones of these days are not stored. */
function lastBids({ bids: tape, now }: MarketState, days: number): { readonly bids: PastBid[]; readonly from: number; readonly isCut: boolean } {
  const wanted = now - days * daySeconds
  const first = tape.bids[0]?.at ?? wanted
  const isCut = tape.isCut && first > wanted
  return { bids: tape.bids.filter(({ at }) => at >= wanted), from: isCut ? first : wanted, isCut }
}

function openAskOf(book: Book, { account, node: id }: { account: Address; node: string }): AskRecord | Refusal | null {
  const node = book.nodes.get(nodeId(id))
  if (node === undefined || node.provider !== account) return { rejected: 'node.unknown', detail: id }
  return node.asks.find(({ isPrivate }) => !isPrivate) ?? node.asks[0] ?? null
}

function demandWire({ hired, steps, curve, ...demand }: AskDemand) {
  return { hired, ...countsWire(demand), steps: steps.map(stepWire), curve: curve.map(stepWire) }
}

function countsWire({ bids, elsewhere, unfilled, excluded, paidElsewhere }: Omit<AskDemand, 'hired' | 'steps' | 'curve'>) {
  const counts = [...excluded].map(([reason, count]) => ({ reason, bids: count }))
  return {
    ...{ bids, elsewhere, unfilled },
    excluded: counts.sort((one, other) => other.bids - one.bids || one.reason.localeCompare(other.reason)),
    paidElsewhere: paidWire(paidElsewhere),
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
