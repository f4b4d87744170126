import { address, checkLimits } from '@infinitio/domain'
import { describe, expect, it } from 'vitest'
import { seededRandom, simulateChecks } from '../../test/checks/simulateChecks.ts'
import { type Checker, type CheckResult, standingOf } from './checkStanding.ts'
import type { CheckOutcome } from './judgeAnswers.ts'

const accounts = [1, 2, 3, 4].map((n) => address(`0x${n.toString(16).padStart(40, '0')}`))
const checkers: Checker[] = accounts.map((account) => ({ account, stake: 100n }))
const last = checkLimits.perDay - 1

/** Returns two results for each validator in each of `slots`. `outcomeOf` returns the outcome. */
function results(slots: readonly number[], outcomeOf: (slot: number, validator: number) => CheckOutcome, validators = accounts): CheckResult[] {
  return slots.flatMap((slot) =>
    validators.flatMap((validator, place) => [0, 1].map((question) => ({ slot, validator, question, outcome: outcomeOf(slot, place) }))),
  )
}
const slots = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at)
const standing = (list: readonly CheckResult[], at = last) => standingOf(list, { slot: at, checkers })

describe('the standing of a service', () => {
  it('is fine while it agrees, and left out after it differs', () => {
    expect(standing(results(slots(0, 20), () => 'agrees'))).toEqual({ standing: 'fine', judged: 160, agreed: 160, lastSlot: last })
    expect(standing(results(slots(0, 1), () => 'differs')).standing).toBe('left_out')
    expect(standing(results(slots(0, 1), () => 'agrees')).standing).toBe('unchecked')
  })

  it('is fine again after a day without differences', () => {
    const day = results(slots(0, 2), () => 'differs')
    const after = [...day, ...results(slots(2, 24), () => 'agrees')]
    expect(standing(after, 20).standing).toBe('left_out')
    expect(standing(after, 22).standing).toBe('fine')
  })

  it('does not depend on the sequence in which results arrive', () => {
    const list = results(slots(0, 20), (slot, validator) => ((slot + validator) % 5 === 0 ? 'differs' : 'agrees'))
    expect(standing(list.toReversed())).toEqual(standing(list))
  })

  it('ignores results of others, of other days, and second results for a question', () => {
    const fine = results(slots(0, 20), () => 'agrees')
    const stranger = address(`0x${'9'.repeat(40)}`)
    const more = [
      ...results(slots(0, 20), () => 'differs', [stranger]),
      ...results(slots(-30, 0), () => 'differs'),
      ...results(slots(20, 30), () => 'differs'),
      ...results(slots(0, 20), () => 'differs'),
      ...fine.map((one) => ({ ...one, question: one.question + checkLimits.questions, outcome: 'differs' as const })),
    ]
    expect(standing([...fine, ...more])).toEqual(standing(fine))
  })

  it('does not judge questions that are unclear or unanswered', () => {
    const list = results(slots(0, 20), (slot) => (slot % 2 === 0 ? 'unclear' : 'unanswered'))
    expect(standing(list)).toEqual({ standing: 'unchecked', judged: 0, agreed: 0, lastSlot: null })
  })
})

describe('validators that lie or are silent', () => {
  it('throw no honest service out if one of them always reports differences', () => {
    const list = results(slots(0, 20), (_, validator) => (validator === 0 ? 'differs' : 'agrees'))
    expect(standing(list)).toMatchObject({ standing: 'fine', judged: 160, agreed: 120 })
  })

  it('throw none out even if the liar has most of the stake', () => {
    const rich = checkers.map((one, place) => (place === 0 ? { ...one, stake: 10_000n } : one))
    const list = results(slots(0, 20), (_, validator) => (validator === 0 ? 'differs' : 'agrees'))
    expect(standingOf(list, { slot: last, checkers: rich }).standing).toBe('fine')
  })

  it('throw none out if two of seven lie, with less than a third of the stake', () => {
    const seven = Array.from({ length: 7 }, (_, n) => address(`0x${(n + 1).toString(16).padStart(40, '0')}`))
    const list = results(slots(0, 20), (_, validator) => (validator < 2 ? 'differs' : 'agrees'), seven)
    expect(standingOf(list, { slot: last, checkers: seven.map((account) => ({ account, stake: 5n })) }).standing).toBe('fine')
  })

  it('throw nobody out if a liar adds differences slowly', () => {
    const random = seededRandom(11)
    for (let market = 0; market < 40; market += 1) {
      const lie = (validator: number, _: number, outcome: CheckOutcome) => (validator === 0 && random() < 0.1 ? 'differs' : outcome)
      const found = simulateChecks({ cheats: [0, 0, 0, 0, 0], validators: 4, checks: 20, random, lie })
      expect(found.filter(({ leftOutAt }) => leftOutAt !== null)).toEqual([])
    }
  })

  it('save no cheat if one of them always reports agreement', () => {
    const list = results(slots(0, 20), (_, validator) => (validator === 0 ? 'agrees' : 'differs'))
    expect(standing(list).standing).toBe('left_out')
  })

  it('the standing needs three validators with more than half of the stake', () => {
    const two = accounts.slice(0, 2)
    expect(standing(results(slots(0, 20), () => 'differs', two)).standing).toBe('unchecked')
    const three = accounts.slice(0, 3)
    expect(standing(results(slots(0, 20), () => 'differs', three)).standing).toBe('left_out')
    const rich = checkers.map((one, place) => (place === 3 ? { ...one, stake: 1_000n } : one))
    expect(
      standingOf(
        results(slots(0, 20), () => 'differs', three),
        { slot: last, checkers: rich },
      ).standing,
    ).toBe('unchecked')
  })
})

describe('the checks of a day', () => {
  it('find cheats in 100, 25 and 20 % of the answers, and leave out no honest service', () => {
    const random = seededRandom(3)
    for (const share of [1, 0.25, 0.2]) {
      const found = Array.from({ length: 20 }, () => simulateChecks({ cheats: [share, 0, 0, 0, 0], validators: 4, checks: 20, random }))
      expect(found.filter(([cheat]) => cheat?.leftOutAt !== null).length).toBeGreaterThanOrEqual(19)
      expect(found.flatMap((services) => services.slice(1)).filter(({ leftOutAt }) => leftOutAt !== null)).toEqual([])
    }
  })
})
