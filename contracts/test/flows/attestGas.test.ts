import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { attestFlows } from '../../gas/attestFlows.ts'

/** The maximum gas of each flow (a kind of transaction), for the whole transaction. */
const budgets = { stakeFresh: 110_000, attestNode: 30_000 } as const

describe('gas of validators', () => {
  // In a hook and not in the body, because a suite whose body fails has no failed test.
  let gas: Record<string, number> = {}
  before(async () => {
    gas = await attestFlows()
  })
  for (const [flow, budget] of Object.entries(budgets)) {
    it(`for ${flow} stays within ${budget.toLocaleString('en')}`, (test) => {
      const used = gas[flow]
      test.diagnostic(`${flow} used ${used}`)
      assert.ok(used !== undefined && used <= budget, `${flow} used ${used}`)
    })
  }
})
