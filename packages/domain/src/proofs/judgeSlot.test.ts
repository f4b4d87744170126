import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hashOf } from '../../test/proofs/hashOf.ts'
import { answerOf, boardOf, type CaseTimer, verdictBefore } from '../../test/proofs/slotCase.ts'
import { slotVectors } from '../../test/proofs/slotVectors.ts'
import type { Hex32 } from '../hashing/hex32.ts'
import { type JudgedSlot, judgeSlot, maySignSlot, openedRows, slotNonces } from './judgeSlot.ts'
import { makeProof } from './makeProof.ts'
import { proofLeaf } from './proofStatement.ts'
import { columnCount, type ProofWork } from './proofWork.ts'
import { fillRows, productsOf, proveByReference } from './referenceProver.ts'
import { samplesOfProof } from './verifyProof.ts'

const some = (count: number, timer: CaseTimer = {}) => Array.from({ length: count }, () => timer)
const timer = fc.record({
  stake: fc.bigInt({ min: 1n, max: 1_000n }),
  ms: fc.option(fc.integer({ min: 0, max: 20_000 })),
  shows: fc.constantFrom('nonce' as const, 'nonce' as const, 'nonce' as const, 'other nonce' as const, 'nothing' as const),
})
const timers = fc.array(timer, { minLength: 1, maxLength: 16 })
const stakeOf = (list: readonly CaseTimer[]) => list.reduce((sum, { stake = 1n }) => sum + stake, 0n)

describe('the judgement of a slot', () => {
  test('equals the stored vectors', async () => {
    const file = new URL('../../vectors/slots.json', import.meta.url)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(slotVectors())
  })

  test('passes exactly with nonces of more than two thirds and a third of the stake in time', () => {
    fc.assert(
      fc.property(timers, (drawn) => {
        const counted = drawn.filter(({ shows }) => shows === 'nonce')
        const inTime = counted.filter(({ ms }) => ms !== null && ms <= 10_000)
        const isCounted = stakeOf(counted) * 3n > stakeOf(drawn) * 2n
        const expected = !isCounted ? 'uncounted' : stakeOf(inTime) * 3n > stakeOf(drawn) ? 'passed' : 'late'
        expect(verdictBefore(drawn)).toBe(expected)
      }),
    )
  })

  test('is the same for every sequence of calls, receipts and answers', () => {
    fc.assert(
      fc.property(timers, fc.integer(), (drawn, seed) => {
        const board = boardOf(drawn)
        const answers = [0, 1, 2].map((gpu) => answerOf({ gpu }))
        const turned = <Item>(list: readonly Item[]) =>
          list.toSorted((one, other) => (JSON.stringify(one, texts) < JSON.stringify(other, texts) === seed % 2 > 0 ? -1 : 1))
        const leaves = (judged: ReturnType<typeof judgeSlot>) =>
          judged.map(({ statement }) => (statement === null ? '' : proofLeaf(statement))).toSorted()
        const other = { ...board, calls: turned(board.calls), receipts: turned(board.receipts) }
        expect(leaves(judgeSlot(other, answers.toReversed()))).toEqual(leaves(judgeSlot(board, answers)))
      }),
    )
  })

  // A timer (a validator that measures when answers arrive) can lie only about the times that it measured itself.
  test('cannot be failed by timers with less than a third of the stake, or passed by them', () => {
    for (let liars = 0; liars <= 5; liars += 1) {
      expect(verdictBefore([...some(16 - liars), ...some(liars, { ms: null })])).toBe('passed')
      expect(verdictBefore([...some(16 - liars, { ms: 11_000 }), ...some(liars, { ms: 1 })])).toBe('late')
    }
  })

  test('fails only the GPU that is late, passes the other seven, and finds no fraud', () => {
    const late = hashOf('a later message of the same machine')
    const board = boardOf(some(16))
    const receipts = board.receipts.map((it) => ({ ...it, times: new Map([...it.times, [late, 10_001]]) }))
    const answers = Array.from({ length: 8 }, (_, gpu) => (gpu === 5 ? answerOf({ gpu, message: late }) : answerOf({ gpu })))
    const judged = judgeSlot({ ...board, receipts }, answers)
    expect(judged.map(({ verdict }) => verdict)).toEqual(answers.map((_, gpu) => (gpu === 5 ? 'late' : 'passed')))
    expect(judged.map(({ statement }) => statement?.passed)).toEqual(answers.map((_, gpu) => gpu !== 5))
    expect(judged.filter(({ verdict }) => verdict === 'wrong')).toEqual([])
  })

  // The reference time comes from data sheets. If it followed the answers of providers, five of them could loosen it for every spoof.
  test('is not moved by five machines of the class that answer slowly', () => {
    const slow = Array.from({ length: 5 }, (_, place) => hashOf(`slow machine ${place}`))
    const [inTime, late] = [hashOf('in time'), hashOf('late')]
    const board = boardOf(some(16))
    const withTimes = (messages: readonly (readonly [Hex32, number])[]) => ({
      ...board,
      receipts: board.receipts.map((it) => ({ ...it, times: new Map([...it.times, ...messages]) })),
    })
    const machine = (message: Hex32) => {
      const { commit } = answerOf()
      return answerOf({ message, commit: { ...commit, subject: { ...commit.subject, node: hashOf(`machine of ${message}`) } } })
    }
    const verdicts = (judged: JudgedSlot, messages: readonly Hex32[]) => {
      const answers = messages.map(machine)
      const found = judgeSlot(judged, answers)
      return answers.map(({ commit }) => found.find((it) => it.commit.subject.node === commit.subject.node)?.verdict)
    }
    const times = [[inTime, 10_000] as const, [late, 10_001] as const]
    const withSlow = withTimes([...times, ...slow.map((message) => [message, 60_000] as const)])
    expect(verdicts(withSlow, [inTime, late, ...slow])).toEqual(['passed', 'late', ...slow.map(() => 'late')])
    expect(verdicts(withTimes(times), [inTime, late])).toEqual(['passed', 'late'])
  })

  // Signatures add up only for one root. So validators that saw different nonces reach no quorum together, and the slot counts for nobody.
  test('has other statements for a validator that saw one nonce fewer', () => {
    const [all, fewer] = [some(16), [...some(15), { shows: 'nothing' as const }]].map((drawn) => judgeSlot(boardOf(drawn), [answerOf()]))
    for (const judged of [all, fewer]) expect(judged?.map(({ verdict }) => verdict)).toEqual(['passed'])
    const leafOf = (judged: typeof all) => judged?.map(({ statement }) => (statement === null ? null : proofLeaf(statement)))
    expect(leafOf(all)).not.toEqual(leafOf(fewer))
  })

  test('is signed by a validator only if its own nonce counts', () => {
    const board = boardOf([...some(4), { shows: 'nothing' }, { shows: 'other nonce' }, { calls: false }])
    expect(board.timers.map(({ account }) => maySignSlot(board, account))).toEqual([true, true, true, true, false, false, false])
    expect(maySignSlot(board, hashOf('a stranger'))).toBe(false)
  })

  // A block producer can move the chain's time forward, so that block z, which decides the rows to reveal, comes too early. Timers (the validators that
  // measure) publish their nonces only when the longest time for answers is over, so before such a block z no nonce was published.
  test('counts for nobody over ten slots whose time was moved', () => {
    const verdicts = Array.from({ length: 10 }, () => verdictBefore(some(16, { shows: 'nothing' })))
    expect(new Set(verdicts)).toEqual(new Set(['uncounted']))
  })
})

describe('the opened rows', () => {
  const work: ProofWork = { rows: 8, segmentBits: 1, hashes: 1, passes: 2, samples: 8 }
  const subject = { node: hashOf('node'), gpu: 0, slotSeed: hashOf('seed') }
  const board = boardOf(some(4))
  const samplesIn = (commit: Parameters<typeof samplesOfProof>[0]['commit'], of = board) =>
    samplesOfProof({ commit, zHash: of.zHash, nonces: slotNonces(of) })

  test('are right for an honest machine', () => {
    const { commit, open } = proveByReference(subject, work)
    expect(openedRows(board, { commit, openings: open(samplesIn(commit)) })).toBe('right')
  })

  test('are missing if nobody opened them, with another sample, with a nonce left out, or with one flipped bit', () => {
    const { commit, open } = proveByReference(subject, work)
    const openings = open(samplesIn(commit))
    const fewer = boardOf([...some(3), { shows: 'nothing' }])
    const flipped = openings.map((it, at) => (at === 0 ? { ...it, product: hashOf('flipped') } : it))
    for (const wrong of [null, [], openings.toReversed(), open(samplesIn(commit, fewer)), flipped])
      expect(openedRows(board, { commit, openings: wrong })).toBe('missing')
    expect(openedRows(boardOf([]), { commit, openings })).toBe('missing')
  })

  test('are wrong only if the committed root has a wrong row', () => {
    const a = fillRows(subject, work)
    const { commit, open } = makeProof(subject, work, (before, pass) =>
      pass === 1 ? (_row, out, at) => void out.fill(7, at, at + columnCount) : productsOf(a, before, pass),
    )
    expect(openedRows(board, { commit, openings: open(samplesIn(commit)) })).toBe('wrong')
  })
})

function texts(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}`
  return value instanceof Map ? [...value] : value
}
