import { proofCheckerAbi, readProofChecker } from '@infinitio/chain'
import { createChainClient } from '@infinitio/chain/node'
import type { LiveMarket } from './liveMarket.ts'

/**
 * Moves the clock forward, and returns block z of a proof slot: the first block that is late enough to select the rows that machines must reveal. A test that
 * attests a slot must name this block. Validators of the test prove a statement with another block wrong; its signers then lose a part of their bonds, and
 * their signatures do not count until the next set is formed.
 */
export async function openingBlock({ api, travel }: Pick<LiveMarket, 'api' | 'travel'>, slot: { number: bigint; timestamp: bigint }) {
  const client = createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 30_000 })
  const address = await readProofChecker(client, api.chain.addresses.directory)
  if (address === null) throw new Error('the checker of proofs is deployed')
  const from = slot.timestamp + (await client.readContract({ address, abi: proofCheckerAbi, functionName: 'OPENING_DELAY_SECONDS' }))
  await travel(Number(from - slot.timestamp))
  for (let number = slot.number + 1n; ; number += 1n) {
    const block = await client.getBlock({ blockNumber: number })
    if (block.timestamp >= from) return block
  }
}
