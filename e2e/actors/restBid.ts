import { parsePt, pricePerGpuSecondDown, pTokenUnits } from '@infinitio/domain'
import type { ListingWire } from '@infinitio/domain/wire'
import { buildOpenBid, newWorkload, signBid } from '@infinitio/sdk'
import { waitFor } from '../deployment/waitFor.ts'
import type { Actor } from './createActor.ts'

/** Places a bid for one hour of the GPU class of a machine, at a price below every ask. Waits until the bid rests in the order book, and returns its hash. */
export async function restBid(
  { account, client }: Actor,
  { machine, gpus, ptPerHour }: { machine: ListingWire; gpus: number; ptPerHour: string },
): Promise<string> {
  const [chain, { nextNonce }] = await Promise.all([client.getChain(), client.getWallet({ limit: 1 })])
  const { workload, workloadHash } = newWorkload({ template: 'shell', startScript: '', sshKeys: [], environment: {}, ports: [] })
  await client.putWorkload({ workload, workloadHash })
  const bid = buildOpenBid({
    ...{ renter: account.address, classIds: [machine.classId], regionIds: [machine.regionId], gpus, durationSeconds: 3_600, workloadHash, chain },
    ...{
      maxPricePerGpuSecond: pricePerGpuSecondDown(parsePt(ptPerHour) ?? pTokenUnits(0n)).toString(),
      nonce: BigInt(nextNonce.bid),
      timeInForce: 'gtc',
    },
  })
  const { orderHash } = await client.placeOrder(await signBid(account, { bid, chain }))
  await waitFor({ what: 'the bid to rest', within: 60, read: () => client.getOrder(orderHash), until: ({ state }) => state === 'open' })
  return orderHash
}
