import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { type BoxOwner, hex32, openContentKey, renterBox, sealContentKey } from '../index.ts'

test('opens the key of a snapshot only for its owner', async () => {
  const [one, other] = [newBox(), newBox()]
  const key = hex32(`0x${'5a'.repeat(32)}`)
  const owner = renterBox({ account: `0x${'ab'.repeat(20)}`, renterKey: one.boxKey })
  const sealed = await sealContentKey({ key, salt: hex32(`0x${'01'.repeat(32)}`), owner })
  if ('rejected' in sealed) throw new Error(sealed.rejected)
  expect(sealed.box).not.toContain('5a'.repeat(8))
  expect(await openContentKey({ sealed, boxSecret: one.boxSecret, owner })).toBe(key)
  const refused = { rejected: 'snapshot.key_unusable' }
  const otherOwner: BoxOwner = { ...owner, boxKey: other.boxKey }
  expect(await openContentKey({ sealed, boxSecret: other.boxSecret, owner: otherOwner })).toEqual(refused)
  expect(
    await openContentKey({ sealed, boxSecret: one.boxSecret, owner: renterBox({ account: `0x${'cd'.repeat(20)}`, renterKey: one.boxKey }) }),
  ).toEqual(refused)
  expect(await openContentKey({ sealed: { ...sealed, commitment: key }, boxSecret: one.boxSecret, owner })).toEqual(refused)
})

function newBox() {
  const { publicKey, privateKey } = generateKeyPairSync('x25519')
  const bytes = (text = '') => hex32(`0x${Buffer.from(text, 'base64url').toString('hex')}`)
  return { boxKey: bytes(publicKey.export({ format: 'jwk' }).x), boxSecret: bytes(privateKey.export({ format: 'jwk' }).d) }
}
