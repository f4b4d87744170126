import type { Address, AnswerTime } from '@infinitio/domain'
import { usualOutputTokens } from '../inferenceBody.ts'
import type { CheckedSpeed } from '../routing/candidate.ts'
import { type Checker, countedResults, hasQuorum } from './checkStanding.ts'

/**
 * The answer of a service to one question of a validator, in the check `slot`. `time` is null if there was no answer, or no measurement. `isHeard` is false if
 * no service answered this question. Then the validator or its router failed, and not the service.
 */
export type TimedResult = {
  readonly slot: number
  readonly validator: Address
  readonly question: number
  readonly hasAnswered: boolean
  readonly isHeard: boolean
  readonly time: AnswerTime | null
}

/**
 * The quality of a service as validators measured it. Each measure is the median of the validators' own medians, so one validator that lies cannot move it
 * beyond the values of honest ones. It is null without results of at least three validators. `tokensPerSecond` is over the whole answer with its wait, and
 * counts four bytes as a token. So a service gains nothing by holding an answer back and sending it at once.
 */
export type ServiceQuality = CheckedSpeed & {
  readonly validators: number
  readonly asked: number
  /** The share of questions that it answered, in basis points. */
  readonly answeredBps: number | null
  readonly lastSlot: number | null
}

/** An answer with fewer tokens shows the wait, and not the speed. */
const fewestTokens = 16
const wholeBps = 10_000

/** Returns the quality of a service from the results of its last twenty checks. Of several results for the same question, only the first counts. */
export function qualityOf(
  results: readonly TimedResult[],
  { slot, checkers }: { readonly slot: number; readonly checkers: readonly Checker[] },
): ServiceQuality {
  const heard = countedResults(results, { slot, checkers }).filter(({ isHeard }) => isHeard)
  const own = [...Map.groupBy(heard, ({ validator }) => validator).values()]
  const medianOfValidators = (valuesOf: (list: readonly TimedResult[]) => readonly number[]): number | null => {
    const known = own.map((list) => ({ validator: list[0]?.validator, value: medianOf(valuesOf(list)) }))
    const reporting = checkers.filter(({ account }) => known.some(({ validator, value }) => validator === account && value !== null))
    return hasQuorum(reporting, checkers) ? medianOf(known.flatMap(({ value }) => value ?? [])) : null
  }
  const answered = medianOfValidators((list) => [(list.filter(({ hasAnswered }) => hasAnswered).length / list.length) * wholeBps])
  const first = medianOfValidators((list) => list.flatMap(({ time }) => time?.firstMs ?? []))
  const speed = medianOfValidators((list) => list.flatMap(({ time }) => (time === null ? [] : speedOf(time))))
  return {
    ...{ validators: own.length, asked: heard.length, answeredBps: answered === null ? null : Math.round(answered) },
    firstMs: first === null ? null : Math.round(first),
    tokensPerSecond: speed === null ? null : Math.round(speed * 10) / 10,
    lastSlot: heard.at(-1)?.slot ?? null,
  }
}

/** Returns the tokens a second of an answer, or nothing if it is too short. */
function speedOf({ wholeMs, textBytes }: AnswerTime): number[] {
  const tokens = usualOutputTokens(textBytes)
  return tokens < fewestTokens || wholeMs === 0 ? [] : [(tokens * 1_000) / wholeMs]
}

/** Returns the middle value, or the mean of the two middle values; null for an empty list. */
function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other)
  const [below, above] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]]
  return below === undefined || above === undefined ? null : (below + above) / 2
}
