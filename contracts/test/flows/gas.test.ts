import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { before, describe, it } from 'node:test'
import { allFlows } from '../../gas/allFlows.ts'
import { snapshotFile } from '../../gas/snapshotFile.ts'

/**
 * The maximum gas of each flow (a kind of transaction), for the whole transaction. Only a flow with `Fresh` in its name writes storage words that were zero,
 * which costs more gas.
 */
const budgets = {
  settle: 120_000,
  settleBatchPerPair: 78_000,
  ready: 35_000,
  claim: 48_000,
  end: 50_000,
  endRelayed: 62_000,
  stakeFresh: 110_000,
  attestNode: 30_000,
  castVote: 75_500,
  emissionClaim: 70_000,
  emissionClaimBatchPerItem: 35_000,
  refuteCellMost: 2_500_000,
  disputeOpen: 190_000,
  disputeRequest: 220_000,
  disputeDraw: 310_000,
  disputeCommit: 55_000,
  disputeReveal: 80_000,
  disputeCount: 75_000,
  disputeExecute: 150_000,
  taskSubmit: 125_000,
  taskAccept: 100_000,
  taskCommit: 85_000,
  taskReveal: 70_000,
  taskSettle: 100_000,
  taskAudit: 290_000,
  ledgerPerUser: 14_000,
  ledgerListPerUser: 8_000,
  ledgerProvenPerUser: 9_500,
  ledgerExit: 45_000,
  ledgerFinish: 65_000,
} as const

describe('gas', () => {
  // In a hook and not in the body, because a suite whose body fails has no failed test.
  let gas: Record<string, number> = {}
  before(async () => {
    gas = await allFlows()
  })
  for (const [flow, budget] of Object.entries(budgets)) {
    it(`for ${flow} stays within ${budget.toLocaleString('en')}`, () => {
      const used = gas[flow]
      assert.ok(used !== undefined && used <= budget, `${flow} used ${used}`)
    })
  }

  it('equals the committed gas of every flow; on a difference, run node contracts/gas/writeSnapshot.ts and review it', () => {
    const snapshot = JSON.parse(readFileSync(snapshotFile, 'utf8')) as Record<string, number>
    assert.deepEqual(gas, snapshot)
  })
})
