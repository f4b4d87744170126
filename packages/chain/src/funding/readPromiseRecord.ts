import { type Address, address } from '@infinitio/domain'
import { type Client, parseEventLogs } from 'viem'
import { getLogs } from 'viem/actions'
import { blockRanges } from '../emission/blockRanges.ts'
import { futuresCommitmentAbi } from '../generated/futuresCommitmentAbi.ts'

/** A commitment that was measured: its values kept and not kept, in base units of PToken, as of the end of its window in Unix seconds. */
export type PromiseRecord = {
  readonly commitment: bigint
  readonly provider: Address
  readonly fulfilledValue: bigint
  readonly failedValue: bigint
  readonly endedAt: bigint
}

/**
 * All commitments settled in these blocks, both included, that somebody measured, in the order of the chain: what reputation and the history factor H
 * follow from. Throws viem's errors.
 */
export async function readPromiseRecord(
  client: Client,
  { futuresCommitment, from, to }: { futuresCommitment: Address; from: bigint; to: bigint },
): Promise<readonly PromiseRecord[]> {
  const found: PromiseRecord[] = []
  for (const range of blockRanges({ from, to })) {
    const logs = await getLogs(client, { address: futuresCommitment, ...range })
    for (const { args } of parseEventLogs({ abi: futuresCommitmentAbi, logs, eventName: 'CommitmentSettled' })) {
      if (!args.measured) continue
      const { id: commitment, fulfilledValue, failedValue } = args
      found.push({ commitment, provider: address(args.provider.toLowerCase()), fulfilledValue, failedValue, endedAt: BigInt(args.until) })
    }
  }
  return found
}
