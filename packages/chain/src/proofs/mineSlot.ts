import { developmentChainId, developmentSlotProducer } from '@infinitio/domain/proofs'
import { createClient, http } from 'viem'
import { getBlock, getBlockNumber, getChainId } from 'viem/actions'

const timeoutMs = 10_000

/** Thrown if the chain is not the development chain. On any other chain nobody can make a slot, because the hash of each block decides whether it is a slot. */
export class OtherChainError extends Error {
  readonly chainId: number
  constructor(chainId: number) {
    super(`slots can be made on the development chain ${developmentChainId} only; this is chain ${chainId}`)
    this.chainId = chainId
  }
}

/**
 * Mines a block of the development chain that is a slot (a block at which all free GPUs must prove themselves). Returns the block's number. The clock does not
 * move. The block becomes a slot because a special account (`developmentSlotProducer`) mines it. Block z, which the proofs also need, comes later from the
 * usual mining. Throws OtherChainError on another chain, and viem's errors.
 */
export async function mineSlot({ rpcUrl }: { readonly rpcUrl: string }): Promise<number> {
  const client = createClient({ transport: http(rpcUrl, { timeout: timeoutMs, retryCount: 0 }), cacheTime: 0 })
  const chainId = await getChainId(client)
  if (chainId !== developmentChainId) throw new OtherChainError(chainId)
  const ask = async (method: string, params: unknown[]) => await client.request({ method, params } as Parameters<typeof client.request>[0])
  const usual = await ask('eth_coinbase', [])
  await ask('anvil_setCoinbase', [developmentSlotProducer])
  try {
    await ask('evm_mine', [])
  } finally {
    // Set the usual miner again at once. Until then every mined block is a slot, even if another program mines it.
    await ask('anvil_setCoinbase', [usual])
  }
  for (let number = await getBlockNumber(client, { cacheTime: 0 }); number > 0n; number -= 1n) {
    const block = await getBlock(client, { blockNumber: number })
    if (block.miner.toLowerCase() === developmentSlotProducer) return Number(number)
  }
  throw new Error('the chain has no block of this producer')
}
