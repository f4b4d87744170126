import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { gasFlows } from '../../gas/gasFlows.ts'

/** Whole transactions on words used before; the budgets of the design that are met so far. */
const budgets = { settle: 135_000, claim: 48_000, endRelayed: 62_000 } as const

describe('gas of a lease', async () => {
  const gas = await gasFlows()
  for (const [flow, budget] of Object.entries(budgets)) {
    it(`of ${flow} stays within ${budget.toLocaleString('en')}`, () => {
      const used = gas[flow]
      assert.ok(used !== undefined && used <= budget, `${flow} used ${used}`)
    })
  }
})
