import { hexToSignature, serializeCompactSignature, signatureToCompactSignature, slice } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { describe, expect, it } from 'vitest'
import { address, hex32 } from '@infinitio/domain'
import { jurorSalt, jurorSaltTypedData } from './jurorSalt.ts'

const court = address(`0x${'c0'.repeat(20)}`)
const account = privateKeyToAccount(hex32(`0x${'17'.repeat(32)}`))

describe('the salt of a vote', () => {
  it.each([1n, 2n, 3n, 4n, 5n, 6n])('is the same however a wallet writes its signature about dispute %s', async (dispute) => {
    const signature = await account.signTypedData(jurorSaltTypedData({ chainId: 1, court, dispute, round: 1 }))
    const last = Number(slice(signature, 64, 65))
    expect([27, 28]).toContain(last)
    const low = `${slice(signature, 0, 64)}${last === 27 ? '00' : '01'}` as const
    const compact = serializeCompactSignature(signatureToCompactSignature(hexToSignature(signature)))
    expect(new Set([signature, low, compact].map(jurorSalt)).size).toBe(1)
  })

  it('differs between disputes, juries and courts', async () => {
    const base = { chainId: 1, court, dispute: 1n, round: 1 }
    const others = [
      base,
      { ...base, dispute: 2n },
      { ...base, round: 2 },
      { ...base, court: address(`0x${'c1'.repeat(20)}`) },
      { ...base, chainId: 2 },
    ]
    const salts = await Promise.all(others.map(async (one) => jurorSalt(await account.signTypedData(jurorSaltTypedData(one)))))
    expect(new Set(salts).size).toBe(others.length)
  })

  it('uses the whole signature of a contract', () => {
    expect(jurorSalt('0x01')).not.toBe(jurorSalt('0x02'))
    expect(jurorSalt(`0x${'00'.repeat(66)}`)).not.toBe(jurorSalt(`0x${'00'.repeat(65)}01`))
  })
})
