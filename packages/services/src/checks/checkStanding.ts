import { type Address, checkLimits } from '@infinitio/domain'
import type { CheckOutcome } from './judgeAnswers.ts'

/**
 * The standing of a service by the checks of its last day. `unchecked`: too few validators reported, or too few questions were judged. `left_out`: its answers
 * differ from the others' so often that routers do not select it, unless a request names it. It is a rank and no accusation: no bond is touched.
 */
export const checkStandings = ['unchecked', 'fine', 'left_out'] as const
export type CheckStanding = (typeof checkStandings)[number]

/** The result of one question of a validator to a service, in the check `slot`. `question` is its number within the check. */
export type CheckResult = { readonly slot: number; readonly validator: Address; readonly question: number; readonly outcome: CheckOutcome }

/** A validator that was drawn for the checks of the day, with its stake. */
export type Checker = { readonly account: Address; readonly stake: bigint }

/** A standing with the numbers from which it follows. `judged` and `agreed` count the questions of all validators. `lastSlot` is the last judged check. */
export type CheckedStanding = {
  readonly standing: CheckStanding
  readonly judged: number
  readonly agreed: number
  readonly lastSlot: number | null
}

/**
 * The rule by which evidence is added up, in hundredths: a sequential test (CUSUM of log-likelihood ratios) between an honest service, of which 3 % of the
 * judged answers differ, and a cheat, of which 18 % differ. 100 · ln(0.18 ÷ 0.03) = 179 and 100 · ln(0.82 ÷ 0.97) = −17. The numbers are whole, so that
 * everybody calculates the same. A service is left out if its evidence reached `leaves` at any time within the last twenty checks.
 */
export const checkRule = { differs: 179, agrees: -17, leaves: 900 } as const

/**
 * A standing needs results of at least `fewestCheckers` validators, one of which never counts. The standing `fine` also needs at least `fewestJudged` judged
 * questions.
 */
const [fewestCheckers, fewestJudged] = [3, 10]

/**
 * Returns the standing of a service from the results of its last twenty checks. Of several results for the same question, only the first counts.
 *
 * One validator must not decide. So the validators with the most evidence against the service do not count: the first of them never counts, and neither do the
 * next ones while all of these together hold no more than a third of the stake of the validators with results. So validators with less than a third can add no
 * more evidence than the most that an honest one has. Without results of at least three validators that hold more than half of the stake, the standing is
 * `unchecked`.
 */
export function standingOf(
  results: readonly CheckResult[],
  { slot, checkers }: { readonly slot: number; readonly checkers: readonly Checker[] },
): CheckedStanding {
  const judged = judgedResults(results, { slot, checkers })
  const figures = {
    judged: judged.length,
    agreed: judged.filter(({ outcome }) => outcome === 'agrees').length,
    lastSlot: judged.at(-1)?.slot ?? null,
  }
  const reporting = checkers.filter(({ account }) => judged.some(({ validator }) => validator === account))
  if (!hasQuorum(reporting, checkers)) return { standing: 'unchecked', ...figures }
  const aside = setAside(judged, reporting)
  const most = mostEvidence(judged.filter(({ validator }) => !aside.has(validator)))
  if (most >= checkRule.leaves) return { standing: 'left_out', ...figures }
  return { standing: judged.length < fewestJudged ? 'unchecked' : 'fine', ...figures }
}

/** Returns true if at least three validators have results, and they hold more than half of the stake of all selected ones. */
export function hasQuorum(reporting: readonly Checker[], checkers: readonly Checker[]): boolean {
  return reporting.length >= fewestCheckers && stakeOf(reporting) * 2n > stakeOf(checkers)
}

/** Returns the judged results of the checkers in the last twenty checks, oldest first, one for each question. */
function judgedResults(results: readonly CheckResult[], drawn: { readonly slot: number; readonly checkers: readonly Checker[] }): CheckResult[] {
  return countedResults(results, drawn).filter(({ outcome }) => outcome === 'agrees' || outcome === 'differs')
}

/** Returns the results of the checkers in the last twenty checks, oldest first, one for each question. */
export function countedResults<Result extends Pick<CheckResult, 'slot' | 'validator' | 'question'>>(
  results: readonly Result[],
  { slot, checkers }: { readonly slot: number; readonly checkers: readonly Checker[] },
): Result[] {
  const accounts = new Set(checkers.map(({ account }) => account))
  const first = new Map<string, Result>()
  for (const result of results) {
    const key = `${result.slot} ${result.validator} ${result.question}`
    const isInTime = result.slot <= slot && result.slot > slot - checkLimits.perDay && result.question < checkLimits.questions
    if (isInTime && accounts.has(result.validator) && !first.has(key)) first.set(key, result)
  }
  return [...first.values()].toSorted(
    (one, other) => one.slot - other.slot || one.question - other.question || (one.validator < other.validator ? -1 : 1),
  )
}

/**
 * Returns the validators that do not count: those with the most evidence against the service. There is at least one; more are added while their stake together
 * is at most a third of the stake of all validators with results.
 */
function setAside(judged: readonly CheckResult[], reporting: readonly Checker[]): ReadonlySet<Address> {
  const evidence = new Map<Address, number>()
  for (const { validator, outcome } of judged) evidence.set(validator, (evidence.get(validator) ?? 0) + evidenceOf(outcome))
  const sorted = reporting.toSorted(
    (one, other) => (evidence.get(other.account) ?? 0) - (evidence.get(one.account) ?? 0) || (one.account < other.account ? -1 : 1),
  )
  const all = stakeOf(reporting)
  const aside = new Set<Address>()
  let stake = 0n
  for (const checker of sorted) {
    stake += checker.stake
    if (aside.size > 0 && stake * 3n > all) break
    aside.add(checker.account)
  }
  return aside
}

/** Adds the evidence of results in their sequence, never below zero, and returns the highest sum. */
function mostEvidence(results: readonly CheckResult[]): number {
  let [sum, most] = [0, 0]
  for (const { outcome } of results) {
    sum = Math.max(0, sum + evidenceOf(outcome))
    most = Math.max(most, sum)
  }
  return most
}

function evidenceOf(outcome: CheckOutcome): number {
  return outcome === 'differs' ? checkRule.differs : checkRule.agrees
}

function stakeOf(checkers: readonly Checker[]): bigint {
  return checkers.reduce((sum, { stake }) => sum + stake, 0n)
}
