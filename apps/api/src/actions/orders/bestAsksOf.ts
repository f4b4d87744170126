import type { OrderRow } from '@infinitio/db'
import { isRefusal, zeroHex32 } from '@infinitio/domain'
import { readBidJson } from '../../market/machines/readOrderJson.ts'
import type { Services } from '../../services/services.ts'

const nothingFitted: readonly (string | null)[] = ['order.nothing_fits', 'order.fok_not_fillable']

/**
 * The cheapest ask where each bid looked that ended because nothing fitted, by its hash: what it would have had to pay. Bids that named their machine, and
 * those that ended otherwise, are left out; so are all while the journal is being read.
 */
export async function bestAsksOf({ market }: Pick<Services, 'market'>, rows: readonly OrderRow[]): Promise<ReadonlyMap<string, bigint>> {
  const missed = rows.filter(hasMissed)
  if (missed.length === 0) return new Map()
  const ended = missed.map(({ orderJson, updatedSeq }) => {
    const { classMask, regionMask } = readBidJson(orderJson)
    return { seq: Number(updatedSeq), classMask: BigInt(classMask), regionMask: BigInt(regionMask) }
  })
  const found = await market.ask({ kind: 'bestAsks', ended })
  if (isRefusal(found)) return new Map()
  return new Map(missed.flatMap(({ orderHash }, place) => (typeof found[place] === 'bigint' ? [[orderHash, found[place]]] : [])))
}

function hasMissed({ kind, state, code, leftReason, orderJson }: OrderRow): boolean {
  if (kind !== 'bid') return false
  const isMissed =
    state === 'expired' || (state === 'cancelled' && leftReason === 'unfilled') || (state === 'rejected' && nothingFitted.includes(code))
  return isMissed && readBidJson(orderJson).node === zeroHex32
}
