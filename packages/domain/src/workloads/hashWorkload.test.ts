import fc from 'fast-check'
import { keccak256, toBytes } from 'viem'
import { describe, expect, test } from 'vitest'
import { canonicalJson, hashWorkload, hex32, type Workload, workloadText } from '../index.ts'

const workload: Workload = {
  template: 'script',
  startScript: 'echo "héllo"\n',
  sshKeys: ['ssh-ed25519 AAAA me'],
  environment: { B: '2', A: '1' },
  ports: [8080],
  salt: hex32(`0x${'ab'.repeat(32)}`),
}

describe('workload hash', () => {
  test('is keccak256 of one canonical text, in any sequence of fields', () => {
    const text = `{"environment":{"A":"1","B":"2"},"ports":[8080],"salt":"0x${'ab'.repeat(32)}","sshKeys":["ssh-ed25519 AAAA me"],"startScript":"echo \\"héllo\\"\\n","template":"script"}`
    const shuffled = Object.fromEntries(Object.entries({ ...workload, environment: { A: '1', B: '2' } }).reverse()) as unknown as Workload
    expect(workloadText(workload)).toBe(text)
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

  test('is unchanged for workloads without an image, and covers image and command of the others', () => {
    const reference = `docker.io/library/debian@sha256:${'cd'.repeat(32)}`
    const inImage: Workload = { ...workload, template: 'image', image: { reference } }
    expect(hashWorkload(workload)).toBe('0x82ccc8e5813a3da4fe70467240c4fcd36b5288c38f9b340adf8dcbfc55066bd7')
    expect(hashWorkload({ ...workload, image: undefined, command: undefined })).toBe(hashWorkload(workload))
    expect(hashWorkload(inImage)).toBe('0x7ee0db12ffa2fb6650b126bffc21d0754f4f97a3289f6f9c64b0a7fed21a8a7d')
    const others = [{ image: { reference, name: 'debian:12' } }, { image: { reference: reference.replace('cd', 'ce') } }, { command: ['sleep', '1'] }]
    expect(new Set([inImage, ...others.map((other) => ({ ...inImage, ...other }))].map(hashWorkload)).size).toBe(4)
  })

  test('has the same content in canonical JSON and in JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const whole = JSON.parse(JSON.stringify(value, (_, entry) => (typeof entry === 'number' ? Math.trunc(entry) % 2 ** 50 || 0 : entry)))
        expect(JSON.parse(canonicalJson(whole))).toEqual(whole)
      }),
      { numRuns: 300, seed: 6_101 },
    )
  })

  test('has no text for a fraction or for undefined', () => {
    expect(() => canonicalJson(1.5)).toThrow('whole')
    expect(() => canonicalJson(2 ** 53)).toThrow('whole')
    expect(() => canonicalJson({ a: undefined as never })).toThrow('no undefined')
    expect(canonicalJson({ amount: 2n ** 100n })).toBe('{"amount":"1267650600228229401496703205376"}')
  })
})
