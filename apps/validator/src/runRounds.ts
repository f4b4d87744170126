import { InfinitioError } from '@infinitio/sdk/emission'
import { readEmission, readValidatorSet } from '@infinitio/chain'
import type { openValidator } from './openValidator.ts'
import { signDeliveries } from './commitments/signDeliveries.ts'
import { splitFees } from './fees/splitFees.ts'
import { publishEpoch } from './publishing/publishEpoch.ts'
import { makeSeed } from './seeds/makeSeed.ts'
import { joinSet } from './signing/joinSet.ts'
import { signLosses } from './signing/signLosses.ts'
import { signMachines } from './signing/signMachines.ts'
import { signReputations } from './signing/signReputations.ts'
import { reportRate } from './rates/reportRate.ts'
import { signEpoch } from './signing/signEpoch.ts'
import type { OpenValidator, Round } from './validator/validator.ts'
import { punishDoubles } from './watching/punishDoubles.ts'
import { watchEpochs } from './watching/watchEpochs.ts'

/** Runs one round after another, `everyMs` apart. A failed round is logged, and the next round tries again. `stop` waits for the round in progress. */
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
 * Runs one round. Joins the set, takes part in the seed of the hour, splits fees, and signs lost leases and the last hour. Publishes epochs with
 * enough signatures and checks published epochs. Submits contradicting signatures. Signs machines, reputations and deliveries, and reports the rate of G. Throws
 * the errors of chain and API.
 */
async function takeRound(validator: ReturnType<typeof openValidator>): Promise<void> {
  const open = await validator.find()
  if (open === null) return
  const round = await readRound(open)
  await joinSet(open, round)
  // This is done before every call of the API, because a late reveal costs the bond.
  await makeSeed(open, round)
  // This is done before the hour ends, because fees that are burned until then count for that hour's surplus.
  await splitFees(open, round)
  await signLosses(open, round)
  const { emission } = open.opened.access.contracts
  const state = await readEmission(open.client, { emission, blockNumber: round.head })
  await signEpoch(open, round, state)
  await publishEpoch(open, round, state)
  await watchEpochs(open, round)
  await punishDoubles(open, round)
  await signMachines(open, round)
  await signReputations(open, round)
  await signDeliveries(open, round)
  // This is done last, so that a failing source of the operator delays no other step.
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
