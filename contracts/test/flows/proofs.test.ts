import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { contractsFolder } from '../../scripts/buildContracts.ts'
import { installHalmos } from '../../scripts/halmos/installHalmos.ts'
import { runHalmos } from '../../scripts/halmos/runHalmos.ts'

/** Proofs take minutes, so only `npm run test:long` runs them. */
const place = process.env.TEST_LONG === '1' ? installHalmos() : { missing: 'runs in npm run test:long' }

/** A false claim, which the prover must refute: it says that a fee is rounded down, but fees are rounded up. */
const falseClaim = `
pragma solidity 0.8.37;
import {FeeLib} from "src/libraries/FeeLib.sol";
contract FalseClaim {
    function check_AFeeIsRoundedDown(uint144 weighted) external pure {
        unchecked { assert(FeeLib.feeUp(weighted, 1) * 10_000 <= weighted); }
    }
}
`

describe('runs Halmos', { skip: 'missing' in place ? `Halmos: ${place.missing}` : false }, () => {
  it('proves every property of test/proofs for all inputs', (test) => {
    assert.ok('halmos' in place)
    const paths = globSync('test/proofs/*.sol', { cwd: contractsFolder }).toSorted()
    const stated = paths.flatMap((path) => [...readFileSync(join(contractsFolder, path), 'utf8').matchAll(/function (check_\w+)/g)])
    const results = runHalmos({ ...place, paths })
    for (const { property, seconds } of results) test.diagnostic(`${property}: ${seconds.toFixed(1)} s`)
    assert.deepEqual(
      results.filter(({ exitcode }) => exitcode !== 0).map(({ property, exitcode }) => `${property}: exit code ${exitcode}`),
      [],
    )
    assert.equal(results.length, stated.length, 'each property has a result')
  })

  it('finds the counterexample of a false claim', () => {
    assert.ok('halmos' in place)
    const results = runHalmos({ ...place, paths: [], extra: { 'test/proofs/FalseClaim.sol': falseClaim } })
    assert.deepEqual(
      results.map(({ property, exitcode }) => ({ property, exitcode })),
      [{ property: 'FalseClaim.check_AFeeIsRoundedDown', exitcode: 1 }],
    )
  })
})
