import { directoryAbi, settleGroupCall, type SettleItem } from '@infinitio/chain'
import { address } from '@infinitio/domain'
import type { Sender } from './sender.ts'
import type { InnerCall } from './tryCall.ts'

/**
 * Returns the call that the Market makes to itself for a group of items in a batch of this key. In it, the Market settles all items or reverts with the reason.
 */
export async function groupTrial({ client, addresses, address: sender }: Sender, items: readonly SettleItem[]): Promise<InnerCall> {
  const { market, directory } = addresses
  const asked = { address: directory, abi: directoryAbi, functionName: 'settleContext', args: [sender] } as const
  const [registry, feeBps, senderIsEngine] = await client.readContract(asked)
  const context = { sender, registry: address(registry.toLowerCase()), feeBps, senderIsEngine }
  return { from: market, call: settleGroupCall({ market, context, items }) }
}
