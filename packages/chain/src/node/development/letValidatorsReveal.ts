import { setTimeout as delay } from 'node:timers/promises'
import type { Address } from '@infinitio/domain'
import type { Client } from 'viem'
import { getBlock, readContract } from 'viem/actions'
import { readAudits } from '../../addresses/auditAddresses.ts'
import { randomBeaconAbi } from '../../generated/randomBeaconAbi.ts'
import { forwardTime } from './forwardTime.ts'

const roundSeconds = 3_600n
const lookEveryMs = 250

/**
 * Makes a move of a development chain's clock by `seconds` cost nobody a bond for this hour's seed. Where it leads out of the hour, the clock goes to the hour's second half first, in
 * which nobody commits any more, and stands open there until whoever committed has revealed: for `withinMs` at most, since a validator that is away never does. Returns by how
 * many of the seconds it moved; the rest is the caller's. Throws as `forwardTime` does.
 */
export async function letValidatorsReveal(
  client: Client,
  { directory, seconds, withinMs }: { directory: Address; seconds: bigint; withinMs: number },
): Promise<bigint> {
  const audits = await readAudits(client, directory)
  const now = await clockOf(client)
  const round = now / roundSeconds
  if (audits === null || (now + seconds) / roundSeconds === round) return 0n
  const beacon = { address: audits.randomBeacon, abi: randomBeaconAbi } as const
  const closesIn = (await readContract(client, { ...beacon, functionName: 'commitsCloseAt', args: [round] })) - now
  if (closesIn > 0n) await forwardTime(client, { seconds: closesIn })
  for (const until = performance.now() + withinMs; performance.now() < until; await delay(lookEveryMs)) {
    const { commits, needed, reveals, stake, wholeStake } = await readContract(client, { ...beacon, functionName: 'roundOf', args: [round] })
    // A round that lacks commits, or stake of those who committed, asks nobody to reveal.
    if (commits < needed || 2n * stake <= wholeStake || reveals === commits || (await clockOf(client)) / roundSeconds !== round) break
  }
  return closesIn > 0n ? closesIn : 0n
}

/** The time of the next block: a chain that waits for transactions may have no block of this hour yet. */
async function clockOf(client: Client): Promise<bigint> {
  return (await getBlock(client, { blockTag: 'pending' })).timestamp
}
