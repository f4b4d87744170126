import { type Bid, zeroHex32 } from '@infinitio/domain'
import { buildBid, signBid } from '@infinitio/sdk'
import type { PrivateKeyAccount } from 'viem/accounts'
import type { SeededNode } from './seedMarket.ts'
import type { TestApi } from './startTestApi.ts'

/**
 * The nonce of the next bid; all test files in one worker share it. Commands under test use the number after the highest known nonce. So the nonces here have
 * large gaps between them, to avoid using the same one.
 */
let nextNonce = 1_000_000n
const between = 1_000n

/**
 * Returns a signed bid for an hour of a seeded node, without a workload and with a new nonce. `change` replaces fields of the bid; `signer` signs it for this
 * market.
 */
export async function signedBid(
  api: TestApi,
  node: SeededNode,
  { signer = api.accounts.renter, change = {} }: { signer?: PrivateKeyAccount; change?: Partial<Bid> } = {},
) {
  const chain = await api.client.getChain()
  nextNonce += between
  const bid: Bid = {
    ...buildBid({
      listing: { node: node.node, classId: 0, regionId: node.regionId ?? 0 },
      pricePerGpuSecond: node.ask.pricePerGpuSecond.toString(),
      renter: signer.address,
      gpus: 1,
      durationSeconds: 3_600,
      workloadHash: zeroHex32,
      nonce: nextNonce,
      chain,
    }),
    ...change,
  }
  return signBid(signer, { bid, chain })
}
