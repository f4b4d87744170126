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
 * Moves a development chain's clock so that validators can still reveal their part of this hour's random seed. A validator that does not reveal its part loses
 * a bond. If the caller wants to move the clock by `seconds` into another hour, this first moves the clock to the time for revealing. It then waits until all
 * validators that committed have revealed, but at most `withinMs`, and not at all if the hour makes no seed. Returns the seconds by which it moved the clock;
 * the caller moves the clock by the rest of `seconds`. Throws like `forwardTime`.
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
    // A round (the hour of one seed) with too few commitments, or with too little committed stake, makes no seed and so needs no reveals.
    if (commits < needed || 2n * stake <= wholeStake || reveals === commits || (await clockOf(client)) / roundSeconds !== round) break
  }
  return closesIn > 0n ? closesIn : 0n
}

/** Returns the time that the next block will have. A chain that mines only on demand may have its last block in an earlier hour. */
async function clockOf(client: Client): Promise<bigint> {
  return (await getBlock(client, { blockTag: 'pending' })).timestamp
}
