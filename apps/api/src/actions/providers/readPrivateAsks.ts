import { listPrivateAsks, type Queryable } from '@infinitio/db'
import type { Address } from '@infinitio/domain'
import type { ProviderNodeWire } from '@infinitio/domain/wire'
import { readAskJson } from '../../market/machines/readOrderJson.ts'

/** The most asks for single accounts that are read. A machine has at most 100 open asks. */
const mostAsks = 2_000

/** Returns the open asks of a provider's machines that are each for one account, by the id of the machine, oldest first. */
export async function readPrivateAsks(db: Queryable, { account }: { account: Address }): Promise<Map<string, ProviderNodeWire['privateAsks']>> {
  const rows = await listPrivateAsks(db, { provider: account, limit: mostAsks })
  const byNode = Map.groupBy(rows, ({ nodeId }) => nodeId ?? '')
  return new Map(
    [...byNode].map(([nodeId, own]) => [
      nodeId,
      own.map(({ orderHash, renter, orderJson }) => {
        const { pricePerGpuSecond, expiry } = readAskJson(orderJson)
        return { orderHash, account: renter, pricePerGpuSecond, expiry }
      }),
    ]),
  )
}
