import { address } from '@infinitio/domain'
import { privateKeyToAccount } from 'viem/accounts'
import { describe, expect, it } from 'vitest'
import { apiKeyText, newApiKey, readApiKey } from './apiKey.ts'

const account = address('0x00000000000000000000000000000000000000ab')

describe('an API key', () => {
  it('is one word that gives back the account and a key that is new each time', () => {
    const [one, other] = [newApiKey({ account: account.toUpperCase().replace('0X', '0x') }), newApiKey({ account })]
    expect(readApiKey(` ${apiKeyText(one)}\n`)).toEqual({ account, privateKey: one.privateKey })
    expect(one.key).toBe(privateKeyToAccount(one.privateKey).address.toLowerCase())
    expect(one.privateKey).not.toBe(other.privateKey)
  })

  it('names INFINITIO_KEY if there is no key', () => {
    expect(() => readApiKey(' ')).toThrow(expect.objectContaining({ message: expect.stringContaining('set INFINITIO_KEY') }))
  })

  it.each([
    [`0x${'ab'.repeat(32)}`, "a wallet's key"],
    [`infk_${'ab'.repeat(51)}`, 'too short'],
    [`infk_${'ab'.repeat(53)}`, 'too long'],
    [`infk_${'zz'.repeat(52)}`, 'no hex'],
  ])('%s is refused without being said again: %s', (text) => {
    expect(() => readApiKey(text)).toThrow(
      expect.objectContaining({ code: 'wallet.key_unreadable', detail: 'an API key is infk_ and 104 hex digits' }),
    )
  })
})
