import { describe, expect, test } from 'vitest'
import { refuseSigningKey } from './signingKey.ts'

const hex = (digits: number) => 'a1'.repeat(digits / 2)
const apiKey = `infk_${hex(104)}`
const walletKey = `0x${hex(64)}`
const refused = { rejected: 'auth.signing_key_sent' }

describe('refuseSigningKey', () => {
  test.each<[string, string, string, string]>([
    ['a bearer token', '/', 'authorization', `Bearer ${apiKey}`],
    ['a bearer token in upper case', '/', 'authorization', `Bearer ${apiKey.toUpperCase()}`],
    ['a part of a key', '/', 'authorization', `Bearer ${apiKey.slice(0, 40)}`],
    ['basic authentication', '/', 'authorization', `Basic ${Buffer.from(`me:${apiKey}`).toString('base64')}`],
    ['a wallet key', '/', 'authorization', `Bearer ${walletKey}`],
    ['a wallet key in basic authentication', '/', 'authorization', `Basic ${Buffer.from(`${walletKey}:`).toString('base64')}`],
    ['any header', '/', 'x-api-key', apiKey],
    ['a cookie', '/', 'cookie', `theme=dark; infinitio_session=${apiKey}`],
    ['the query', `/api/v1/leases?key=${apiKey}`, 'accept', '*/*'],
    ['the query, percent-encoded', `/api/v1/leases?key=${apiKey.replace('_', '%5F')}`, 'accept', '*/*'],
    ['the path', `/api/v1/orders/${apiKey}`, 'accept', '*/*'],
  ])('refuses a key in %s, and repeats no part of it', (_where, url, name, value) => {
    const refusal = refuseSigningKey({ url, headers: [[name, value]] })
    expect(refusal).toMatchObject(refused)
    expect(JSON.stringify(refusal)).not.toContain('a1a1')
  })

  test.each([
    ['a token', 'authorization', `Bearer inft_${'x'.repeat(43)}`],
    ['a hash in another header', 'if-match', walletKey],
    ['the word for it', 'authorization', 'Bearer infk_…'],
  ])('lets %s pass', (_what, name, value) => {
    expect(refuseSigningKey({ url: `/api/v1/orders/${walletKey}`, headers: [[name, value]] })).toBeNull()
  })
})
