import { type Address, address, zeroAddress } from '@infinitio/domain'
import { type Client, getAbiItem } from 'viem'
import { getLogs } from 'viem/actions'
import { blockRanges } from '../emission/blocks.ts'
import { leaseTokenAbi } from '../generated/leaseTokenAbi.ts'

const event = getAbiItem({ abi: leaseTokenAbi, name: 'Transfer' })

/**
 * Reads who held each transferred lease when it closed, for leases that closed in the blocks `from` to `to` (both included). Returns the holders' accounts by
 * lease id. They are known because the Market burns the token of a lease when the lease closes. A lease that was never transferred has no token and is not in
 * the result. Throws viem's errors.
 */
export async function readClosedHolders(
  client: Client,
  { leaseToken, from, to }: { leaseToken: Address; from: bigint; to: bigint },
): Promise<Map<bigint, Address>> {
  const holders = new Map<bigint, Address>()
  for (const range of blockRanges({ from, to })) {
    const logs = await getLogs(client, { address: leaseToken, event, args: { to: zeroAddress }, ...range, strict: true })
    for (const { args } of logs) holders.set(args.tokenId, address(args.from.toLowerCase()))
  }
  return holders
}
