import { type JudgedAnswer, judgeSlot } from '../../src/proofs/judgeSlot.ts'
import { proofLeaf } from '../../src/proofs/proofStatement.ts'
import { answerOf, boardOf, caseReference, type CaseTimer } from './slotCase.ts'

const some = (count: number, timer: CaseTimer = {}) => Array.from({ length: count }, () => timer)
const late: CaseTimer = { ms: 10_001 }
const mute: CaseTimer = { shows: 'nothing' }

/** Test cases that are just within and just outside each rule for judging a slot of GPU proofs. */
const cases: readonly [name: string, timers: readonly CaseTimer[], answers?: readonly JudgedAnswer[]][] = [
  ['in time', some(4)],
  ['at 1.25 times the reference', some(4, { ms: 10_000 })],
  ['a millisecond late', some(4, late)],
  ['a second late', some(4, { ms: 11_000 })],
  ['no timer received it', some(4, { ms: null })],
  ['two of four timers lie', [...some(2), ...some(2, late)]],
  ['a third of the stake received it in time', [...some(2), ...some(4, late)]],
  ['nonces of two thirds of the stake', [...some(4), ...some(2, mute)]],
  ['nonces of more than two thirds of the stake', [...some(5), ...some(2, mute)]],
  ['stakes that differ', [{ stake: 50n }, { stake: 25n, ...late }, { stake: 24n, ...mute }]],
  ['a nonce that was not announced', [...some(3), { shows: 'other nonce' }]],
  ['a timer without a call', [...some(3), { calls: false }]],
  ['a call in a form that the contract refuses', [...some(3), { signature: `0x${'1'.repeat(64)}${'f'.repeat(64)}1b` }]],
  ['no timers', []],
  ['a wrong row', some(4), [answerOf({ rows: 'wrong' })]],
  ['rows that nobody opened', some(4), [answerOf({ rows: 'missing' })]],
  ['fewer rows than the class', some(4), [answerOf({ reference: { ...caseReference, shownMib: 9_000, isWhole: false } })]],
  ['work that the market does not take', some(4), [answerOf({ reference: null })]],
  ['eight GPUs, one wrong', some(4), Array.from({ length: 8 }, (_, gpu) => answerOf({ gpu, rows: gpu === 7 ? 'wrong' : 'right' }))],
  ['two answers of one GPU', some(4), [answerOf(), answerOf({ rows: 'right' })]],
]

/** Makes the test vectors of verdicts about slots of GPU proofs and of the resulting Merkle leaves. Every call returns the same vectors. */
export function slotVectors() {
  return cases.map(([name, timers, answers = [answerOf()]]) => {
    const board = boardOf(timers)
    const judged = judgeSlot(board, answers).map(({ verdict, statement }) => ({ verdict, leaf: statement === null ? null : proofLeaf(statement) }))
    return { name, board: textOf(board), answers: answers.map(textOf), judged }
  })
}

/** Converts a value for JSON: bigints become text, and maps become lists of pairs. */
function textOf(value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}`
  if (value instanceof Map) return [...value.entries()]
  if (Array.isArray(value)) return value.map(textOf)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, textOf(it)]))
}
