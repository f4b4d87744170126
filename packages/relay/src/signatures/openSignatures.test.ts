import { hex32 } from '@infinitio/domain'
import { privateKeyToAccount } from 'viem/accounts'
import { describe, expect, it } from 'vitest'
import { openSignatures, plainSignatures } from './openSignatures.ts'

const privateKey = `0x${'7'.repeat(64)}` as const
const account = privateKeyToAccount(privateKey)
const digests = Array.from({ length: 20 }, (_, at) => hex32(`0x${String(at + 1).padStart(64, '5')}`))

describe('signatures', () => {
  it('are those of wallets, with the native curve and without', async () => {
    for (const signatures of [await openSignatures(), plainSignatures()]) {
      for (const digest of digests) {
        const signature = signatures.sign(digest, privateKey)
        expect(signature).toBe(await account.sign({ hash: digest }))
        expect(signatures.recover(digest, signature)).toBe(account.address.toLowerCase())
      }
    }
  })

  it('have no signer with a high s, or with an r of no key', async () => {
    const digest = digests[0]
    if (digest === undefined) throw new Error('there are 20 digests')
    for (const signatures of [await openSignatures(), plainSignatures()]) {
      for (const wrong of [`0x${'0'.repeat(128)}1b`, `0x${'f'.repeat(128)}1b`, '0x12'] as const) expect(signatures.recover(digest, wrong)).toBeNull()
    }
  })
})
