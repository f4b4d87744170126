import { assert, type Hex32, keccak256Hex, packWords } from '@infinitio/domain'

/**
 * Selects at random the chunks of a task that an audit calculates again: `sampled` different ones of `chunks`, in the order in which they were selected. If all
 * chunks are sampled, they are in their own order.
 * The selection is a partial Fisher–Yates shuffle with the random numbers keccak256(abi.encode(seed, index)). The remainder of the division by at most 256
 * favours no chunk by more than 2⁻²⁴⁸. The seed is the hash of a block after the worker's commitment. Asserts that the sample is not larger than the task.
 */
export function sampledChunks(seed: Hex32, { chunks, sampled }: { chunks: number; sampled: number }): number[] {
  assert(sampled >= 0 && sampled <= chunks, 'a sample is a part of the chunks')
  const order = Array.from({ length: chunks }, (_, chunk) => chunk)
  if (sampled === chunks) return order
  for (let index = 0; index < sampled; index += 1) {
    const draw = BigInt(keccak256Hex(packWords([BigInt(seed), BigInt(index)])))
    const at = index + Number(draw % BigInt(chunks - index))
    const [here, there] = [order[index] ?? 0, order[at] ?? 0]
    order[index] = there
    order[at] = here
  }
  return order.slice(0, sampled)
}
