import { address, checkLimits, type Hex32, hex32, serviceId, type ServiceId } from '@infinitio/domain'
import { type CheckedStanding, type Checker, type CheckOutcome, type CheckResult, judgeAnswers, standingOf } from '../../src/index.ts'

/**
 * The rates of the model. A question is a near tie if two words are almost equally likely; then each honest service answers the second one with the rate
 * `tieBreaks`, because batches and other hardware change the last bits of a sum. `stray` is the rate of every other difference. One in `coarseOf` honest
 * services calculates with another precision, which adds differences with the rate `coarse`. A cheaper model gives the same sixteen words with the rate `lucky`.
 */
export const modelRates = { nearTie: 0.08, tieBreaks: 0.25, stray: 0.003, coarseOf: 5, coarse: 0.02, lucky: 0.1 } as const

/** A market of one model: services of different owners. `cheats` has, for each service, the share of its answers that a cheaper model gives. */
export type CheckedMarket = {
  readonly cheats: readonly number[]
  readonly validators: number
  readonly checks: number
  readonly random: () => number
  /** Changes the outcome that a validator reports. Without it, all validators are honest. */
  readonly lie?: (validator: number, service: number, outcome: CheckOutcome) => CheckOutcome
}

/** Returns a pseudo-random generator of numbers from 0 to 1 (mulberry32). Equal seeds give equal numbers. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d_2b_79_f5) >>> 0
    let hash = Math.imul(state ^ (state >>> 15), state | 1)
    hash ^= hash + Math.imul(hash ^ (hash >>> 7), hash | 61)
    return ((hash ^ (hash >>> 14)) >>> 0) / 2 ** 32
  }
}

const [usual, second] = [headOf(1), headOf(2)]

/** Runs the checks of a day and returns the standing of each service at the end, with the first check after which it was left out. */
export function simulateChecks({
  cheats,
  validators,
  checks,
  random,
  lie,
}: CheckedMarket): (CheckedStanding & { readonly leftOutAt: number | null })[] {
  const services = cheats.map((share, place) => ({ id: idOf(place), share, isCoarse: random() * modelRates.coarseOf < 1 }))
  const checkers: Checker[] = Array.from({ length: validators }, (_, place) => ({ account: address(idOf(1_000 + place)), stake: 100n }))
  const results = new Map<ServiceId, CheckResult[]>(services.map(({ id }) => [id, []]))
  const leftOutAt = new Map<ServiceId, number>()
  const asked = checkers.flatMap((checker, place) =>
    Array.from({ length: checkLimits.questions }, (_, question) => [checker, place, question] as const),
  )
  for (let slot = 0; slot < checks; slot += 1) {
    for (const [{ account }, place, question] of asked) {
      const isTie = random() < modelRates.nearTie
      const heads = services.map(({ id, share, isCoarse }) => ({ ...ownerOf(id), service: id, head: answer({ share, isCoarse, isTie, random }) }))
      const outcomes = judgeAnswers(heads)
      services.forEach(({ id }, at) => {
        const outcome = outcomes.get(id) ?? 'unclear'
        results.get(id)?.push({ slot, validator: account, question, outcome: lie?.(place, at, outcome) ?? outcome })
      })
    }
    for (const { id } of services)
      if (!leftOutAt.has(id) && standingOf(results.get(id) ?? [], { slot, checkers }).standing === 'left_out') leftOutAt.set(id, slot)
  }
  return services.map(({ id }) => ({ ...standingOf(results.get(id) ?? [], { slot: checks - 1, checkers }), leftOutAt: leftOutAt.get(id) ?? null }))
}

type Answering = { readonly share: number; readonly isCoarse: boolean; readonly isTie: boolean; readonly random: () => number }

function answer({ share, isCoarse, isTie, random }: Answering): Hex32 {
  if (random() < share && random() >= modelRates.lucky) return headOf(1_000 + Math.floor(random() * 2 ** 31))
  if (isTie && random() < modelRates.tieBreaks) return second
  const strays = modelRates.stray + (isCoarse ? modelRates.coarse : 0)
  return random() < strays ? headOf(1_000 + Math.floor(random() * 2 ** 31)) : usual
}

function headOf(value: number): Hex32 {
  return hex32(`0x${value.toString(16).padStart(64, '0')}`)
}

function idOf(place: number): ServiceId {
  return serviceId(`0x${(place + 1).toString(16).padStart(40, '0')}`)
}

function ownerOf(id: ServiceId) {
  return { payee: address(id), site: `${id}.example` }
}
