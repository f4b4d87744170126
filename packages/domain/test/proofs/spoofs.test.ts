import { describe, expect, test } from 'vitest'
import { classReferences, type ReferencedClass } from '../../src/proofs/classReference.ts'
import { falseAlarms } from './falseAlarms.ts'
import { judgeProof } from './judgeProof.ts'
import { honestArrival, spoofs } from './spoofs.ts'

describe('a slot', () => {
  test.each(Object.keys(classReferences) as ReferencedClass[])('passes an honest prover of %s', (name) => {
    expect(judgeProof(honestArrival(name, name), name)).toBe('passed')
  })

  test.each(spoofs)('catches $name', ({ try: once }) => {
    const verdicts = once('a try').map((arrival) => judgeProof(arrival, 'a try'))
    expect(verdicts.filter((verdict) => verdict !== 'passed')).not.toHaveLength(0)
  })

  test('fails at most one honest proof in a thousand with 300 ms and 1 % loss', () => {
    expect(falseAlarms(2_000)).toBeLessThanOrEqual(2)
  })
})
