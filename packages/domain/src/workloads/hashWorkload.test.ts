import fc from 'fast-check'
import { keccak256, toBytes } from 'viem'
import { describe, expect, test } from 'vitest'
import { canonicalJson, hashWorkload, hex32, type Workload } from '../index.ts'

const workload: Workload = {
  template: 'script',
  startScript: 'echo "héllo"\n',
  sshKeys: ['ssh-ed25519 AAAA me'],
  environment: { B: '2', A: '1' },
  ports: [8080],
  salt: hex32(`0x${'ab'.repeat(32)}`),
}

describe('workload hash', () => {
  test('is keccak256 of one canonical text, whatever order the fields came in', () => {
    const text = `{"environment":{"A":"1","B":"2"},"ports":[8080],"salt":"0x${'ab'.repeat(32)}","sshKeys":["ssh-ed25519 AAAA me"],"startScript":"echo \\"héllo\\"\\n","template":"script"}`
    const shuffled = Object.fromEntries(Object.entries({ ...workload, environment: { A: '1', B: '2' } }).reverse()) as unknown as Workload
    expect(canonicalJson(workload)).toBe(text)
    expect(hashWorkload(workload)).toBe(keccak256(toBytes(text)))
    expect(hashWorkload(shuffled)).toBe(hashWorkload(workload))
  })

  test('changes with every field', () => {
    const others: Workload[] = [
      { ...workload, template: 'shell' },
      { ...workload, startScript: '' },
      { ...workload, sshKeys: [] },
      { ...workload, environment: { A: '1' } },
      { ...workload, ports: [] },
      { ...workload, salt: hex32(`0x${'00'.repeat(32)}`) },
    ]
    expect(new Set([workload, ...others].map(hashWorkload)).size).toBe(7)
  })

  test('canonical JSON says the same as JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const whole = JSON.parse(JSON.stringify(value, (_, entry) => (typeof entry === 'number' ? Math.trunc(entry) % 2 ** 50 || 0 : entry)))
        expect(JSON.parse(canonicalJson(whole))).toEqual(whole)
      }),
      { numRuns: 300, seed: 6_101 },
    )
  })

  test('has no text for a number that is not whole, nor for nothing', () => {
    expect(() => canonicalJson(1.5)).toThrow('whole')
    expect(() => canonicalJson(2 ** 53)).toThrow('whole')
    expect(() => canonicalJson({ a: undefined as never })).toThrow('no undefined')
    expect(canonicalJson({ amount: 2n ** 100n })).toBe('{"amount":"1267650600228229401496703205376"}')
  })
})
