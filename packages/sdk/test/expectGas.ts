import { expect } from 'vitest'
import { stepGas } from '../src/exit/exitGas.ts'
import type { RanStep } from '../src/exit/runExit.ts'

/** Checks that a step of an exit (leaving the market without its servers) used at most the gas that its plan showed. */
export function expectGas({ planned, outcome }: RanStep): void {
  if (outcome.done) expect(outcome.gas, planned.step.kind).toBeLessThanOrEqual(stepGas(planned.step))
}
