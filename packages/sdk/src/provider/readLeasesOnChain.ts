import type { AddressesWire } from '@infinitio/domain/wire'

/**
 * The contract's record of a lease. `termsHash` is 0 for a lease that is closed or that never existed. A tokenised lease may have another holder than its
 * renter.
 */
export type LeaseOnChain = { readonly termsHash: bigint; readonly isLive: boolean; readonly isTokenised: boolean }

const callTimeoutMs = 10_000
const stateBits = 0x0f
const bookedState = 1
const activeState = 2
const tokenisedBit = 0x80

/** Reads the records of leases from the Market contract, in the given order. Throws viem's errors if the chain node does not answer. */
export async function readLeasesOnChain({
  rpcUrl,
  addresses,
  leaseIds,
}: {
  rpcUrl: string
  addresses: Pick<AddressesWire, 'market'>
  leaseIds: readonly string[]
}): Promise<LeaseOnChain[]> {
  // Loads the chain code only when it is needed, so that programs that use only the API stay small.
  const [{ marketAbi }, { createChainClient }] = await Promise.all([import('@infinitio/chain'), import('@infinitio/chain/sender')])
  const client = createChainClient({ rpcUrl, timeoutMs: callTimeoutMs })
  const address = addresses.market as `0x${string}`
  return Promise.all(
    leaseIds.map(async (leaseId) => {
      const slot = await client.readContract({ address, abi: marketAbi, functionName: 'leaseSlot', args: [BigInt(leaseId)] })
      const state = slot.status & stateBits
      return {
        termsHash: slot.termsHash,
        isLive: state === bookedState || state === activeState,
        isTokenised: (slot.status & tokenisedBit) !== 0,
      }
    }),
  )
}
