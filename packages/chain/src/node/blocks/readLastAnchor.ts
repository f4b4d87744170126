import type { Address } from '@infinitio/domain'
import type { PublicClient } from 'viem'
import { attestationsAbi } from '../../generated/attestationsAbi.ts'

/**
 * The journal root on the chain for the latest hour that has one (at most one root per hour), as 64 hex digits. Null if the chain has no root; `unreadable` if
 * the chain does not answer.
 */
export type LastAnchor = { readonly epoch: bigint; readonly hash: string } | null | 'unreadable'

/** Reads the last journal root on the chain. Never throws, because callers can continue without it. */
export async function readLastAnchor(client: PublicClient, { attestations }: { attestations: Address }): Promise<LastAnchor> {
  try {
    const call = { address: attestations, abi: attestationsAbi } as const
    const epoch = await client.readContract({ ...call, functionName: 'lastAnchoredEpoch' })
    if (epoch === 0n) return null
    return { epoch, hash: (await client.readContract({ ...call, functionName: 'anchorOf', args: [epoch] })).slice(2) }
  } catch {
    return 'unreadable'
  }
}
