import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { installSlither } from '../../scripts/slither/installSlither.ts'
import { runSlither } from '../../scripts/slither/runSlither.ts'

/** Runs only in the long tests: installing Slither and reading every source takes a minute of processor time. */
const place = process.env.TEST_LONG === '1' ? installSlither() : { missing: 'runs in npm run test:long' }

describe('runs Slither', { skip: 'missing' in place ? `Slither: ${place.missing}` : false }, () => {
  it('finds nothing of high or medium impact in the contracts', (test) => {
    assert.ok('slither' in place)
    const { findings, contracts, unread } = runSlither(place)
    if (unread.length > 0) test.diagnostic(`Slither has no model for ${unread.join(', ')}`)
    assert.ok(contracts > 20, `it read only ${contracts} contracts`)
    assert.deepEqual(
      findings.map(({ check, impact, description }) => `${impact} ${check}: ${description}`),
      [],
    )
  })
})
