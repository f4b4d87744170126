import { randomBeaconAbi, readAudits } from '@infinitio/chain'
import { createChainClient } from '@infinitio/chain/node'
import { address } from '@infinitio/domain'
import { createClient } from '@infinitio/sdk'
import type { TestHouse } from './startTestHouse.ts'
import { waitFor } from './waitFor.ts'

const hour = 3_600
/** Validators commit from here on in an hour, each when it looks next, and no later than a minute before its second half, in which they reveal. */
const commitsFrom = 1_205
const lastStart = 1_500
const revealsFrom = 1_800
/** A look every 15 seconds, three transactions the first time, and a machine with other things to do. */
const within = 180

/** Moves a house on to the next seed: to where its validators commit, and once all have, to where they reveal, and waits until that seed is there. */
export async function makeSeed(house: Pick<TestHouse, 'url' | 'rpcUrl' | 'localToken'>, { validators }: { validators: number }): Promise<void> {
  const client = createClient({ baseUrl: house.url })
  const { addresses, chainNow } = await client.getChain()
  const chain = createChainClient({ rpcUrl: house.rpcUrl, timeoutMs: 30_000 })
  const audits = await readAudits(chain, address(addresses.directory))
  if (audits === null) throw new Error('the house has no beacon')
  const round = Math.floor(chainNow / hour) + (chainNow % hour < lastStart ? 0 : 1)
  const read = () => chain.readContract({ address: audits.randomBeacon, abi: randomBeaconAbi, functionName: 'roundOf', args: [BigInt(round)] })
  await moveTo(house, round * hour + commitsFrom)
  await waitFor({ what: 'every validator to commit', within, read, until: ({ commits }) => commits === validators })
  await moveTo(house, round * hour + revealsFrom)
  await waitFor({ what: 'every validator to reveal', within, read, until: ({ reveals }) => reveals === validators })
}

/** Moves the chain's clock on to a time, as the page's control does; not at all where that is over. */
async function moveTo(house: Pick<TestHouse, 'url' | 'localToken'>, time: number): Promise<void> {
  const client = createClient({ baseUrl: house.url })
  const { chainNow, openLeases } = await client.getDevelopmentTime(house)
  if (time <= chainNow) return
  const endingLeases = openLeases.filter(({ endsAt }) => endsAt <= time).length
  await client.forwardDevelopmentTime({ seconds: time - chainNow, endingLeases, localToken: house.localToken })
}
