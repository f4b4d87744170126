import { describe, expect, test } from 'vitest'
import { privateKeyToAccount } from 'viem/accounts'
import { splitSignature } from '../index.ts'

const curveOrder = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
const account = privateKeyToAccount(`0x${'7'.repeat(64)}`)

describe('splitSignature', () => {
  test('splits a wallet’s signature', async () => {
    const signature = await account.signMessage({ message: 'order' })
    const parts = splitSignature(signature)
    expect(parts).toEqual({
      r: BigInt(signature.slice(0, 66)),
      s: BigInt(`0x${signature.slice(66, 130)}`),
      recovery: signature.endsWith('1c') ? 1 : 0,
    })
  })

  test('refuses the high-S twin of a valid signature, which recovers to the same signer', async () => {
    const signature = await account.signMessage({ message: 'order' })
    const high = (curveOrder - BigInt(`0x${signature.slice(66, 130)}`)).toString(16).padStart(64, '0')
    const twin = `${signature.slice(0, 66)}${high}${signature.endsWith('1c') ? '1b' : '1c'}`
    expect(splitSignature(twin)).toEqual({ rejected: 'auth.signature_high_s' })
  })

  test.each([
    ['too short', `0x${'11'.repeat(64)}`],
    ['too long', `0x${'11'.repeat(66)}`],
    ['not hex', `0x${'zz'.repeat(65)}`],
    ['without 0x', '11'.repeat(65)],
    ['v of 0', `0x${'11'.repeat(64)}00`],
    ['v of 29', `0x${'11'.repeat(64)}1d`],
    ['r of 0', `0x${'00'.repeat(32)}${'11'.repeat(32)}1b`],
    ['s of 0', `0x${'11'.repeat(32)}${'00'.repeat(32)}1b`],
    ['r above the curve', `0x${'ff'.repeat(32)}${'11'.repeat(32)}1b`],
    ['s above the curve', `0x${'11'.repeat(32)}${'ff'.repeat(32)}1b`],
  ])('refuses a signature that is %s', (_, signature) => {
    expect(splitSignature(signature)).toEqual({ rejected: 'auth.signature_malformed' })
  })
})
