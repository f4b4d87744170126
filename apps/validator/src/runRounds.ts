import { InfinitioError } from '@infinitio/sdk/emission'
import { readEmission, readValidatorSet } from '@infinitio/chain'
import type { openValidator } from './openValidator.ts'
import { signDeliveries } from './commitments/signDeliveries.ts'
import { splitFees } from './fees/splitFees.ts'
import { publishEpoch } from './publishing/publishEpoch.ts'
import { makeSeed } from './seeds/makeSeed.ts'
import { joinSet } from './signing/joinSet.ts'
import { signLosses } from './signing/signLosses.ts'
import { signReputations } from './signing/signReputations.ts'
import { reportRate } from './rates/reportRate.ts'
import { signEpoch } from './signing/signEpoch.ts'
import type { OpenValidator, Round } from './validator/validator.ts'
import { watchEpochs } from './watching/watchEpochs.ts'

/** Takes one round after the other, `everyMs` apart. A round that fails is told of and the next one tries again. `stop` waits for the one that runs. */
export function runRounds(validator: ReturnType<typeof openValidator>, { everyMs }: { everyMs: number }): { stop(): Promise<void> } {
  let isStopped = false
  let timer: NodeJS.Timeout | undefined
  let round = Promise.resolve()
  const next = () => {
    round = takeRound(validator)
      .catch((error: unknown) => {
        const code = error instanceof InfinitioError ? error.code : undefined
        validator.logger.warn({ err: error, code }, 'a round failed')
      })
      .finally(() => {
        if (!isStopped) timer = setTimeout(next, everyMs)
      })
  }
  next()
  return {
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await round
    },
  }
}

/**
 * One round: stands in the set, takes part in the seed of the hour, has fees split, signs lost leases and the last hour, publishes what enough have signed, looks at what was
 * published, signs reputations and what commitments delivered, reports the rate of G. Throws what chain and API throw.
 */
async function takeRound(validator: ReturnType<typeof openValidator>): Promise<void> {
  const open = await validator.find()
  if (open === null) return
  const round = await readRound(open)
  await joinSet(open, round)
  // Before all that asks the API: what is not revealed in time costs a bond.
  await makeSeed(open, round)
  // Before the hour is over: what is burned by then may be paid of its surplus.
  await splitFees(open, round)
  await signLosses(open, round)
  const { emission } = open.opened.access.contracts
  const state = await readEmission(open.client, { emission, blockNumber: round.head })
  await signEpoch(open, round, state)
  await publishEpoch(open, round, state)
  await watchEpochs(open, round)
  await signReputations(open, round)
  await signDeliveries(open, round)
  // Last: where the operator's source is away, all else is done.
  await reportRate(open, round)
}

async function readRound(validator: OpenValidator): Promise<Round> {
  const { client, finalityBlocks, opened } = validator
  const head = await client.getBlock({ blockTag: 'latest' })
  const finalNumber = head.number > finalityBlocks ? head.number - finalityBlocks : 0n
  const [final, set] = await Promise.all([
    client.getBlock({ blockNumber: finalNumber }),
    readValidatorSet(client, opened.addresses.attestations, { known: validator.set }),
  ])
  validator.set = set
  return { head: head.number, headTime: head.timestamp, final: final.number, finalTime: final.timestamp, set }
}
