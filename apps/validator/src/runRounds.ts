import { InfinitioError } from '@infinitio/sdk/emission'
import { readEmission, readValidatorSet } from '@infinitio/chain'
import type { openValidator } from './openValidator.ts'
import { signDeliveries } from './commitments/signDeliveries.ts'
import { advanceDisputes } from './disputes/advanceDisputes.ts'
import { splitFees } from './fees/splitFees.ts'
import { publishEpoch } from './publishing/publishEpoch.ts'
import { makeSeed } from './seeds/makeSeed.ts'
import { joinSet } from './signing/joinSet.ts'
import { signClosed } from './signing/signClosed.ts'
import { signCredits } from './signing/signCredits.ts'
import { executeSlashes, signFrauds } from './signing/signFrauds.ts'
import { signHosting } from './signing/signHosting.ts'
import { signLosses } from './signing/signLosses.ts'
import { signMachines } from './signing/signMachines.ts'
import { signProofs } from './signing/signProofs.ts'
import { signReputations } from './signing/signReputations.ts'
import { reportRate } from './rates/reportRate.ts'
import { signEpoch } from './signing/signEpoch.ts'
import type { OpenValidator, Round } from './validator/validator.ts'
import { punishDoubles } from './watching/punishDoubles.ts'
import { repeatRounds } from './validator/repeatRounds.ts'
import { refuteProofs } from './watching/refuteProofs.ts'
import { watchEpochs } from './watching/watchEpochs.ts'

/**
 * Runs one round after another, with `everyMs` between them. A failed round is logged, and the next one tries again. `stop` waits for the round in progress.
 */
export function runRounds(validator: ReturnType<typeof openValidator>, { everyMs }: { everyMs: number }): { stop(): Promise<void> } {
  return repeatRounds(() => takeRound(validator, everyMs), {
    everyMs,
    onFailure: (error) => validator.logger.warn({ err: error, code: codeOf(error) }, 'a round failed'),
  })
}

/**
 * Runs one round of all steps: joins the validator set, takes part in the hour's random seed, splits fees, signs and publishes roots, and checks other
 * validators. A failed step is logged, and the other steps still run, so that bad data for one step cannot stop the validator. Throws the errors of the chain
 * before the first step.
 */
async function takeRound(validator: ReturnType<typeof openValidator>, everyMs: number): Promise<void> {
  // All validators of a process share the cache, so only the first of them empties it.
  validator.reads.forget({ olderThanMs: everyMs / 2 })
  const open = await validator.find()
  if (open === null) return
  const round = await readRound(open)
  await takeSteps(stepsOf(open, round), {
    onFailure: (step, error) => open.logger.warn({ step, err: error, code: codeOf(error) }, 'a step of a round failed'),
  })
}

function stepsOf(open: OpenValidator, round: Round): Step[] {
  return [
    { name: 'join set', take: () => joinSet(open, round) },
    // This step comes before all requests to the API, because a slow API must not delay it. A validator that reveals its part of the random seed too late loses
    // its bond.
    { name: 'make seed', take: () => makeSeed(open, round) },
    // This step must run before the hour ends, because the surplus of an hour counts only fees that are burned in this hour.
    { name: 'split fees', take: () => splitFees(open, round) },
    { name: 'sign losses', take: () => signLosses(open, round) },
    { name: 'sign credits', take: () => signCredits(open, round) },
    { name: 'sign epoch', take: () => signAndPublish(open, round) },
    // This step should run soon after a new random seed, because the seed of the hour decides who is selected for a jury. But it comes after the steps for lost
    // leases and the emission epoch, so that many disputes cannot delay those.
    { name: 'advance disputes', take: () => advanceDisputes(open, round) },
    { name: 'watch epochs', take: () => watchEpochs(open, round) },
    { name: 'sign proofs', take: () => signProofs(open, round) },
    { name: 'sign frauds', take: () => signFrauds(open, round) },
    { name: 'execute slashes', take: () => executeSlashes(open, round) },
    { name: 'sign machines', take: () => signMachines(open, round) },
    { name: 'sign closed leases', take: () => signClosed(open, round) },
    { name: 'sign reputations', take: () => signReputations(open, round) },
    { name: 'sign deliveries', take: () => signDeliveries(open, round) },
    { name: 'sign hosting', take: () => signHosting(open, round) },
    // These last steps may take long, because they read a file of the operator and the signatures of other validators. They come last, so that they do not
    // delay the others.
    { name: 'report rate', take: () => reportRate(open, round) },
    { name: 'refute proofs', take: () => refuteProofs(open, round) },
    { name: 'punish doubles', take: () => punishDoubles(open, round) },
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

/** One task of a validator's round, such as signing an epoch. `name` appears in the log if the step fails. */
export type Step = { readonly name: string; readonly take: () => Promise<void> }

/**
 * Runs steps one after the other. If a step fails, its error is passed to `onFailure`, and the other steps still run, because the steps do not depend on each
 * other.
 */
export async function takeSteps(steps: readonly Step[], { onFailure }: { onFailure: (name: string, error: unknown) => void }): Promise<void> {
  for (const { name, take } of steps) {
    try {
      await take()
    } catch (error) {
      onFailure(name, error)
    }
  }
}
