import { hex32, type ServiceId } from '@infinitio/domain'
import { describe, expect, it } from 'vitest'
import { testCandidate } from '../routing/testCandidate.ts'
import { judgeAnswers, type OwnedAnswer } from './judgeAnswers.ts'

const head = (letter: string) => hex32(`0x${letter.repeat(64)}`)
const answer = (n: number, letter: string | null, owner: Partial<OwnedAnswer> = {}): OwnedAnswer => {
  const { service, payee, site } = testCandidate(n)
  return { service, payee, site, head: letter === null ? null : head(letter), ...owner }
}
const outcomes = (answers: readonly OwnedAnswer[]) => answers.map(({ service }) => judgeAnswers(answers).get(service as ServiceId))

describe('the judgement of answers', () => {
  it('compares each service with the majority of at least three others', () => {
    expect(outcomes([answer(1, 'a'), answer(2, 'a'), answer(3, 'a'), answer(4, 'a')])).toEqual(['agrees', 'agrees', 'agrees', 'agrees'])
    expect(outcomes([answer(1, 'a'), answer(2, 'a'), answer(3, 'a'), answer(4, 'b')])).toEqual(['unclear', 'unclear', 'unclear', 'differs'])
    expect(outcomes([answer(1, 'a'), answer(2, 'a'), answer(3, 'a'), answer(4, 'a'), answer(5, 'b')]).at(-1)).toBe('differs')
  })

  it('judges nobody by fewer than three equal answers, or by no majority', () => {
    expect(outcomes([answer(1, 'a'), answer(2, 'b'), answer(3, 'b')])).toEqual(['unclear', 'unclear', 'unclear'])
    const split = [answer(1, 'a'), ...[2, 3, 4].map((n) => answer(n, 'b')), ...[5, 6, 7].map((n) => answer(n, 'c'))]
    expect(outcomes(split)[0]).toBe('unclear')
  })

  it('judges no service that did not answer, and counts it for nobody', () => {
    expect(outcomes([answer(1, null), answer(2, 'a'), answer(3, 'a'), answer(4, 'a'), answer(5, 'b')])).toEqual([
      ...['unanswered', 'unclear', 'unclear', 'unclear', 'differs'],
    ])
  })

  it('counts services of one payee or one site as one owner', () => {
    const { payee, site } = testCandidate(9)
    const many = [2, 3, 4, 5].map((n) => answer(n, 'b', n % 2 === 0 ? { payee } : { payee, site }))
    expect(outcomes([answer(1, 'a'), ...many])[0]).toBe('unclear')
    const bySite = [2, 3, 4, 5].map((n) => answer(n, 'b', { site }))
    expect(outcomes([answer(1, 'a'), ...bySite])[0]).toBe('unclear')
  })

  it('gives an owner no vote if its own services differ', () => {
    const { payee } = testCandidate(9)
    const twins = [answer(2, 'a', { payee }), answer(3, 'b', { payee })]
    expect(outcomes([answer(1, 'a'), ...twins, answer(4, 'a'), answer(5, 'a')])).toEqual(['unclear', 'agrees', 'differs', 'unclear', 'unclear'])
  })
})
