import { developmentSlotProducer } from '@infinitio/domain/proofs'
import { createChainClient } from '../createChainClient.ts'

const timeoutMs = 10_000

/**
 * Mines a block of the development chain that is a slot of GPU proofs, and returns its number. The clock does not move: the block's producer makes it a slot. The blocks up to z
 * come from the chain's miner. Throws viem's errors.
 */
export async function mineSlot({ rpcUrl }: { readonly rpcUrl: string }): Promise<number> {
  const client = createChainClient({ rpcUrl, timeoutMs })
  const ask = async (method: string, params: unknown[]) => await client.request({ method, params } as Parameters<typeof client.request>[0])
  const usual = await ask('eth_coinbase', [])
  await ask('anvil_setCoinbase', [developmentSlotProducer])
  try {
    await ask('evm_mine', [])
    for (let number = await client.getBlockNumber(); number > 0n; number -= 1n) {
      const block = await client.getBlock({ blockNumber: number })
      if (block.miner.toLowerCase() === developmentSlotProducer) return Number(number)
    }
    throw new Error('the chain has no block of this producer')
  } finally {
    await ask('anvil_setCoinbase', [usual])
  }
}
