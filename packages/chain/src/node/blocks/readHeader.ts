import { type Hex32, hex32 } from '@infinitio/domain'
import { type Client, type Hex, keccak256 } from 'viem'
import { encodeHeader, parseRpcHeader } from './headerHash.ts'

/**
 * The header of a block. `bytes` is the encoded header, from which a contract can calculate the block hash. The other fields are those that the contracts read
 * from these bytes.
 */
export type BlockHeader = { readonly bytes: Hex; readonly number: bigint; readonly timestamp: bigint; readonly parentHash: Hex32 }

/**
 * Reads the header of a block by its hash. Returns null if the chain has no such block, or if the node's fields do not have this hash. Throws viem's errors,
 * and ChainContradiction if the answer is not a block.
 */
export async function readHeader(client: Client, hash: Hex32): Promise<BlockHeader | null> {
  const answer = await client.request({ method: 'eth_getBlockByHash', params: [hash, false] } as Parameters<typeof client.request>[0])
  if (answer === null) return null
  const header = parseRpcHeader(answer)
  const bytes = encodeHeader(header)
  if (keccak256(bytes) !== hash) return null
  return { bytes, number: BigInt(header.number), timestamp: BigInt(header.timestamp), parentHash: hex32(header.parentHash) }
}
