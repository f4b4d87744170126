import { marketAbi } from '@infinitio/chain'
import type { Address } from '@infinitio/domain'
import type { Client } from 'viem'
import { readContract } from 'viem/actions'
import { ChainUnavailableError } from './ChainUnavailableError.ts'

/** What the contract says about a nonce: below the floor or cancelled, used (GPUs of the lane are filled), or free. */
export type NonceState = 'free' | 'cancelled' | 'used'

const cancelledLane = 255

/** Asks the Market about the nonce of an order. Throws ChainUnavailableError when the chain does not answer. */
export async function readOrderNonce(
  client: Client,
  args: { market: Address; account: Address; kind: 'ask' | 'bid'; nonce: bigint },
): Promise<NonceState> {
  const at = { address: args.market, abi: marketAbi } as const
  try {
    const floor = await readContract(client, { ...at, functionName: 'floorOf', args: [args.account] })
    if (args.nonce < BigInt(floor)) return 'cancelled'
    if (args.kind === 'ask') {
      const cancelled = await readContract(client, { ...at, functionName: 'askCancelled', args: [args.account, args.nonce] })
      return cancelled ? 'cancelled' : 'free'
    }
    const lane = Number(await readContract(client, { ...at, functionName: 'bidLane', args: [args.account, args.nonce] }))
    if (lane === cancelledLane) return 'cancelled'
    return lane === 0 ? 'free' : 'used'
  } catch (cause) {
    throw new ChainUnavailableError('the nonce cannot be read', { cause })
  }
}
