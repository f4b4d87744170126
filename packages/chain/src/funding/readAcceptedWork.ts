import { type Address, address, assert, bountyCategories } from '@infinitio/domain'
import { type Client, parseEventLogs } from 'viem'
import { getBlock, getLogs } from 'viem/actions'
import { blockRanges } from '../emission/blocks.ts'
import { bountiesAbi } from '../generated/bountiesAbi.ts'

/**
 * Work on a bounty that reviewers accepted. `contribution` is in 1e18 fixed point: 1e18 is a full contribution. `at` is in Unix seconds, `reward` in base units
 * of G.
 */
export type AcceptedWork = {
  readonly bounty: bigint
  readonly account: Address
  readonly category: (typeof bountyCategories)[number]
  readonly contribution: bigint
  readonly reward: bigint
  readonly at: bigint
}

/**
 * Reads all work accepted in these blocks (both ends included), in the chain's sequence. The contribution factor C is calculated from it. Throws viem's errors.
 */
export async function readAcceptedWork(
  client: Client,
  { bounties, from, to }: { bounties: Address; from: bigint; to: bigint },
): Promise<readonly AcceptedWork[]> {
  const found: AcceptedWork[] = []
  for (const range of blockRanges({ from, to })) {
    const logs = parseEventLogs({ abi: bountiesAbi, logs: await getLogs(client, { address: bounties, ...range }), eventName: 'WorkAccepted' })
    for (const { args, blockNumber } of logs) {
      const category = bountyCategories[args.category]
      assert(category !== undefined, 'the contract knows five categories')
      const { timestamp: at } = await getBlock(client, { blockNumber })
      const account = address(args.claimer.toLowerCase())
      found.push({ bounty: args.id, account, category, contribution: args.contribution, reward: args.reward, at })
    }
  }
  return found
}
