import { createPrivateKey, createPublicKey } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { hex32, openPromptKey, promptCipher, sealPromptKey, serviceId } from '../index.ts'

/** The key pair of Bob in the example of RFC 7748, section 6.1. */
const boxSecret = hex32('0x5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb')
const boxKey = hex32('0xde9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f')
const reader = { service: serviceId(`0x${'5'.repeat(40)}`), boxKey }
const [key, salt, otherHex] = ['aa', 'bb', '22'].map((pair) => hex32(`0x${pair.repeat(32)}`)) as [`0x${string}`, `0x${string}`, `0x${string}`]
const text = new TextEncoder().encode('What is the name of my illness?')

async function sealed() {
  const made = await sealPromptKey({ key, salt, reader })
  if ('rejected' in made) throw new Error(made.rejected)
  return made
}

describe('the key of a prompt', () => {
  test('is decrypted by its service, and is not in its box', async () => {
    const box = await sealed()
    expect(await openPromptKey(box, { boxSecret, reader })).toBe(key)
    expect(box.box).not.toContain(key.slice(2))
    expect((await sealed()).box).not.toBe(box.box)
  })

  test('is not decrypted for another service, with another key, or after a change', async () => {
    const box = await sealed()
    const flipped = `${box.box.slice(0, -1)}${box.box.endsWith('0') ? '1' : '0'}`
    const opened = await Promise.all([
      openPromptKey(box, { boxSecret, reader: { ...reader, service: serviceId(`0x${'6'.repeat(40)}`) } }),
      openPromptKey(box, { boxSecret, reader: { ...reader, boxKey: otherHex } }),
      openPromptKey(box, { boxSecret: otherHex, reader }),
      openPromptKey({ ...box, box: flipped }, { boxSecret, reader }),
      openPromptKey({ ...box, commitment: otherHex }, { boxSecret, reader }),
    ])
    expect(opened).toEqual([null, null, null, null, null])
  })

  test('is not encrypted to a key that gives everybody the same secret', async () => {
    const small = { ...reader, boxKey: hex32(`0x01${'0'.repeat(62)}`) }
    expect(await sealPromptKey({ key, salt, reader: small })).toMatchObject({ rejected: 'serving.sealing_unsupported' })
  })

  test('belongs to the public half of the secret', () => {
    const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), Buffer.from(boxSecret.slice(2), 'hex')])
    const spki = createPublicKey(createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })).export({ format: 'der', type: 'spki' })
    expect(`0x${spki.subarray(-32).toString('hex')}`).toBe(boxKey)
  })
})

describe('the cipher of a prompt', () => {
  test('opens each part at its place only, for its use, its salt and its key only, and not after a change', async () => {
    const cipher = await promptCipher(key, { use: 'stream', salt })
    const part = await cipher.seal(3, text)
    expect(await cipher.open(3, part)).toEqual(text)
    const others = await Promise.all([
      promptCipher(key, { use: 'whole', salt }),
      promptCipher(key, { use: 'stream', salt: otherHex }),
      promptCipher(otherHex, { use: 'stream', salt }),
    ])
    const opened = await Promise.all([
      cipher.open(2, part),
      cipher.open(3, part.with(0, (part[0] ?? 0) ^ 1)),
      cipher.open(3, part.subarray(1)),
      cipher.open(3, new Uint8Array()),
      ...others.map((other) => other.open(3, part)),
    ])
    expect(opened).toEqual(Array.from({ length: 7 }, () => null))
  })
})
