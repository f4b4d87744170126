import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cancelRefusal, canMoveGo, isMoveOver, type MoveState, moveStates, moveSteps, moveTransitions } from './moveState.ts'

const runs = { numRuns: 300 }

/** A random path through the states of a move, from the first state to a final one. */
const way = fc.array(fc.nat(), { minLength: 40, maxLength: 40 }).map((turns) => {
  const passed: MoveState[] = ['ordering']
  for (const turn of turns) {
    const next: readonly MoveState[] = moveTransitions[passed.at(-1) ?? 'ordering']
    if (next.length > 0) passed.push(next[turn % next.length] as MoveState)
  }
  return passed
})

describe('a move', () => {
  test('never fails from `switching` on, and takes its steps in sequence', () => {
    fc.assert(
      fc.property(way, (passed) => {
        const switched = passed.indexOf('switching')
        if (switched !== -1) expect(passed.slice(switched).every((state) => ['switching', 'ending', 'done'].includes(state))).toBe(true)
        const order = passed.flatMap((state) => (isStep(state) ? [moveSteps.indexOf(state)] : []))
        expect(order).toEqual([...order].sort((one, other) => one - other))
      }),
      runs,
    )
  })

  test('can be cancelled at every step before `switching` and at none after, and then only becomes cancelled', () => {
    fc.assert(
      fc.property(way, (passed) => {
        for (const [at, state] of passed.entries()) {
          const isBefore = isStep(state) && !passed.slice(0, at + 1).includes('switching')
          expect(canMoveGo(state, 'cancelling')).toBe(isBefore)
          expect(cancelRefusal(state) === null).toBe(isBefore || state === 'cancelling' || state === 'cancelled')
        }
        const cancelled = passed.indexOf('cancelling')
        if (cancelled !== -1) expect(passed.slice(cancelled + 1).every((state) => state === 'cancelled')).toBe(true)
      }),
      runs,
    )
  })

  test('reaches one of three ends from every state', () => {
    expect(moveStates.filter(isMoveOver)).toEqual(['done', 'failed', 'cancelled'])
    for (const state of moveStates) expect(endsFrom(state, new Set()), state).toBe(true)
    expect(cancelRefusal('switching')).toEqual({ rejected: 'move.too_late' })
    expect(cancelRefusal('done')).toEqual({ rejected: 'move.too_late' })
    expect(cancelRefusal('failed')).toEqual({ rejected: 'move.over' })
  })
})

function isStep(state: MoveState): state is (typeof moveSteps)[number] {
  return (moveSteps as readonly MoveState[]).includes(state)
}

function endsFrom(state: MoveState, seen: ReadonlySet<MoveState>): boolean {
  if (isMoveOver(state)) return true
  const next: readonly MoveState[] = moveTransitions[state]
  return next.some((one) => !seen.has(one) && endsFrom(one, new Set([...seen, state])))
}
