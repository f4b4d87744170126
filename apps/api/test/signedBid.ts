import { type Bid, zeroHex32 } from '@infinitio/domain'
import { buildBid, signBid } from '@infinitio/sdk'
import type { PrivateKeyAccount } from 'viem/accounts'
import type { SeededNode } from './seedMarket.ts'
import type { TestApi } from './startTestApi.ts'

/** Files of a worker share it, and programs under test take the next one after the highest they know: by thousands, and above those that tests choose, it never meets theirs. */
let nextNonce = 1_000_000n
const between = 1_000n

/** A bid on a seeded node for an hour with no workload and a fresh nonce, `change` applied, signed by `signer` for this market. */
export async function signedBid(
  api: TestApi,
  node: SeededNode,
  { signer = api.accounts.renter, change = {} }: { signer?: PrivateKeyAccount; change?: Partial<Bid> } = {},
) {
  const chain = await api.client.getChain()
  nextNonce += between
  const bid: Bid = {
    ...buildBid({
      listing: { node: node.node, classId: 0, regionId: 0 },
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
