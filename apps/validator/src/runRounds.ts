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
import { takeSteps } from './takeSteps.ts'
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
        validator.logger.warn({ err: error, code: codeOf(error) }, 'a round failed')
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
 * Runs one round: takes part in the set and in the seed of the hour, splits fees, signs and publishes, and watches others. A step that fails is logged and
 * stops no other step, so that facts of one subject cannot keep a validator from signing the others. Throws the errors of the chain before the first step.
 */
async function takeRound(validator: ReturnType<typeof openValidator>): Promise<void> {
  const open = await validator.find()
  if (open === null) return
  const round = await readRound(open)
  const steps = stepsOf(open, round).map(([name, take]) => ({ name, take }))
  await takeSteps(steps, {
    onFailure: (step, error) => open.logger.warn({ step, err: error, code: codeOf(error) }, 'a step of a round failed'),
  })
}

function stepsOf(open: OpenValidator, round: Round): [name: string, take: () => Promise<void>][] {
  return [
    ['join set', () => joinSet(open, round)],
    // This is done before every call of the API, because a late reveal costs the bond.
    ['make seed', () => makeSeed(open, round)],
    // This is done before the hour ends, because fees that are burned until then count for that hour's surplus.
    ['split fees', () => splitFees(open, round)],
    ['sign losses', () => signLosses(open, round)],
    ['sign epoch', () => signAndPublish(open, round)],
    ['watch epochs', () => watchEpochs(open, round)],
    ['sign machines', () => signMachines(open, round)],
    ['sign reputations', () => signReputations(open, round)],
    ['sign deliveries', () => signDeliveries(open, round)],
    // These are done last, so that neither a failing source of the operator nor a list of others' signatures delays another step.
    ['report rate', () => reportRate(open, round)],
    ['punish doubles', () => punishDoubles(open, round)],
  ]
}

async function signAndPublish(open: OpenValidator, round: Round): Promise<void> {
  const { emission } = open.opened.access.contracts
  const state = await readEmission(open.client, { emission, blockNumber: round.head })
  await signEpoch(open, round, state)
  await publishEpoch(open, round, state)
}

function codeOf(error: unknown): string | undefined {
  return error instanceof InfinitioError ? error.code : undefined
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
