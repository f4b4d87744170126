import { describe, expect, test } from 'vitest'
import { type ErrorCode, errorTable, isErrorCode } from './errorTable.ts'

const areaExits: Record<string, number> = {
  order: 10,
  hold: 20,
  lease: 30,
  account: 40,
  auth: 50,
  chain: 60,
  node: 70,
  api: 80,
  wallet: 90,
  market: 100,
  attestation: 110,
  journal: 120,
  emission: 150,
  snapshot: 130,
  move: 140,
  proof: 160,
  artefact: 170,
  task: 180,
  service: 200,
  serving: 190,
}
const codes = Object.keys(errorTable) as ErrorCode[]

describe('errorTable', () => {
  test.each(codes)('has, for %s, a status, an exit code of its area and a sentence with advice', (code) => {
    const row = errorTable[code]
    expect(code).toMatch(/^[a-z]+\.[a-z0-9_]+$/)
    expect(row.http).toBeGreaterThanOrEqual(400)
    expect(row.http).toBeLessThan(600)
    expect(row.exit).toBe((areaExits[code.split('.')[0] as string] as number) + (row.retry ? 1 : 0))
    expect(row.sentence).toMatch(/^[A-Z].*[.]$/)
    expect(row.sentence.length).toBeLessThanOrEqual(160)
  })

  test('has no sentence twice', () => {
    const sentences = codes.map((code) => errorTable[code].sentence)
    expect(new Set(sentences).size).toBe(sentences.length)
  })

  test.each([
    'auth.signature_wrong_signer',
    'auth.signature_expired',
    'order.duplicate',
    'order.nonce_used',
    'auth.signature_foreign_chain',
    'auth.signature_high_s',
    'account.insufficient_balance',
    'order.node_taken',
    'hold.expired',
    'order.price_moved',
    'order.expired',
    'api.malformed_body',
    'api.unknown_field',
    'api.number_too_large',
    'api.bad_address',
    'api.rate_limited',
    'chain.rpc_unavailable',
    'api.database_unavailable',
    'lease.not_holder',
    'node.wrong_key',
    'lease.over',
  ])('has a separate code for bad input: %s', (code) => {
    expect(isErrorCode(code)).toBe(true)
  })
})
