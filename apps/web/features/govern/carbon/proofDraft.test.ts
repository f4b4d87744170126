import { expect, test } from 'vitest'
import { coverageOf, isSource, periodProblem, proofDraft, type TypedProof } from '#web/features/govern/carbon/proofDraft.ts'

const now = Date.parse('2026-11-23T12:00:00Z') / 1_000
const hash = (digit: string) => `0x${digit.repeat(64)}`
const typed: TypedProof = {
  ...{ source: 'solar', certificate: hash('a'), meter: hash('b'), coverage: '62.5' },
  ...{ from: '2026-11-01', until: '2026-11-30', nodes: [hash('1')] },
}

test('accepts a share above 0 and up to 100 %', () => {
  expect(['0', '100.1', '-1', '1e2', '12.34567', ''].map(coverageOf)).toEqual([null, null, null, null, null, null])
  expect(['100', '0.0001', '62.5'].map(coverageOf)).toEqual([10n ** 18n, 10n ** 12n, 625n * 10n ** 15n])
})

test('rejects a period that is over, reversed or outside the limits of the contract', () => {
  const problem = (from: string, until: string) => periodProblem({ from, until }, now)
  expect(problem('2026-11-01', '2026-11-30')).toBeNull()
  // The last day belongs to the period of the proof, so a period that ends today is not over.
  expect(problem('2026-11-23', '2026-11-23')).toBeNull()
  expect(problem('2026-11-01', '2026-11-22')).toBe('over')
  expect(problem('2026-11-24', '2026-11-23')).toBe('order')
  expect(problem('', '2026-11-23')).toBe('order')
  expect(problem('2026-01-01', '2027-01-01')).toBeNull()
  expect(problem('2026-01-01', '2027-01-02')).toBe('long')
  expect(problem('2027-12-01', '2027-12-29')).toBe('ahead')
})

test('returns a proof once its fields are complete', () => {
  expect(proofDraft(typed, now)).toEqual({
    ...{ source: 'solar', certificateHash: hash('a'), meterHash: hash('b'), site: hash('0'), coverage: 625n * 10n ** 15n },
    ...{ from: Date.parse('2026-11-01T00:00:00Z') / 1_000, until: Date.parse('2026-12-01T00:00:00Z') / 1_000, nodes: [hash('1')] },
  })
  const nodes = Array.from({ length: 33 }, (_, index) => `0x${index.toString(16).padStart(64, '0')}`)
  const wrong = [{ source: '' }, { certificate: '0x12' }, { meter: hash('0') }, { coverage: '0' }, { until: '2026-11-02' }, { nodes: [] }, { nodes }]
  for (const one of wrong) expect(proofDraft({ ...typed, ...one }, now)).toBeNull()
  expect(proofDraft({ ...typed, nodes: nodes.slice(1) }, now)?.nodes).toHaveLength(32)
  expect([isSource('two words'), isSource('x'.repeat(32)), isSource('é')]).toEqual([false, false, false])
})
