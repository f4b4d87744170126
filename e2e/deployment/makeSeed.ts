import { randomBeaconAbi, readAudits } from '@infinitio/chain'
import { createChainClient } from '@infinitio/chain/node'
import { address } from '@infinitio/domain'
import { createClient } from '@infinitio/sdk'
import type { TestDeployment } from './startTestDeployment.ts'
import { waitFor } from './waitFor.ts'

const hour = 3_600
/**
 * Seconds within an hour. Validators commit to their random numbers from `commitsFrom` on, each at its next check and at the latest one minute before
 * `revealsFrom`. From `revealsFrom` (the middle of the hour) on, they reveal the numbers.
 */
const commitsFrom = 1_205
const lastStart = 1_500
const revealsFrom = 1_800
/**
 * The longest wait, in seconds, until all validators have committed or revealed. Validators check every 15 seconds and send three transactions the first time,
 * and the machine may be busy.
 */
const within = 180

/**
 * Makes the next random seed of the chain, with which reviewers, jurors and others are selected. First moves time to the point at which validators commit to
 * their random numbers. Once all have committed, moves time to the point at which they reveal them. Waits until the seed exists.
 */
export async function makeSeed(
  deployment: Pick<TestDeployment, 'url' | 'rpcUrl' | 'localToken'>,
  { validators }: { validators: number },
): Promise<void> {
  const client = createClient({ baseUrl: deployment.url })
  const { addresses, chainNow } = await client.getChain()
  const chain = createChainClient({ rpcUrl: deployment.rpcUrl, timeoutMs: 30_000 })
  const audits = await readAudits(chain, address(addresses.directory))
  if (audits === null) throw new Error('the deployment has no beacon')
  const round = Math.floor(chainNow / hour) + (chainNow % hour < lastStart ? 0 : 1)
  const read = () => chain.readContract({ address: audits.randomBeacon, abi: randomBeaconAbi, functionName: 'roundOf', args: [BigInt(round)] })
  await moveTo(deployment, round * hour + commitsFrom)
  await waitFor({ what: 'every validator to commit', within, read, until: ({ commits }) => commits === validators })
  await moveTo(deployment, round * hour + revealsFrom)
  await waitFor({ what: 'every validator to reveal', within, read, until: ({ reveals }) => reveals === validators })
}

/** Moves the chain's clock forward to a time, as the button on the pages does. Does nothing if that time is past. */
async function moveTo(deployment: Pick<TestDeployment, 'url' | 'localToken'>, time: number): Promise<void> {
  const client = createClient({ baseUrl: deployment.url })
  const { chainNow, openLeases } = await client.getDevelopmentTime(deployment)
  if (time <= chainNow) return
  const endingLeases = openLeases.filter(({ endsAt }) => endsAt <= time).length
  await client.forwardDevelopmentTime({ seconds: time - chainNow, endingLeases, localToken: deployment.localToken })
}
