import { createCipheriv, createPrivateKey, createPublicKey, diffieHellman, hkdfSync } from 'node:crypto'
import { keccak256, toBytes } from 'viem'
import { describe, expect, test } from 'vitest'
import { type BoxOwner, commitSecrets, hashWorkload, hex32, openSecrets, type Secrets, sealSecrets, type Workload } from '../index.ts'
import { workloadFromWire, workloadWire } from '../wire/index.ts'

/** The key pair of Bob in the example of RFC 7748, section 6.1. */
const boxSecret = hex32('0x5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb')
const owner: BoxOwner = {
  nodeId: hex32(`0x${'11'.repeat(32)}`),
  boxKey: hex32('0xde9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f'),
}
const salt = hex32(`0x${'ab'.repeat(32)}`)
const secrets: Secrets = { salt, values: { TOKEN: 'hf_ünïcode "quoted"\nsecond line', A_KEY: 'x' } }
const signed = commitSecrets(secrets)

describe('secrets of a workload', () => {
  test('have one commitment in any sequence, and an entirely different one with another salt', () => {
    const text = `{"salt":"0x${'ab'.repeat(32)}","values":{"A_KEY":"x","TOKEN":"hf_ünïcode \\"quoted\\"\\nsecond line"}}`
    expect(signed).toEqual({ names: ['A_KEY', 'TOKEN'], commitment: keccak256(toBytes(text)) })
    expect(signed.commitment).toBe('0xb310e27d8dceefb3018ca09be3d8a675f1485451047e76c372b1f7733bbf9be4')
    expect(commitSecrets({ salt, values: { A_KEY: 'x', TOKEN: secrets.values['TOKEN'] ?? '' } })).toEqual(signed)
    const others = [
      { ...secrets, salt: hex32(`0x${'ac'.repeat(32)}`) },
      { salt, values: { ...secrets.values, A_KEY: 'y' } },
      { salt, values: {} },
    ]
    expect(new Set([signed, ...others.map(commitSecrets)].map(({ commitment }) => commitment)).size).toBe(4)
  })

  test('are decrypted by their node', async () => {
    const box = await sealed()
    expect(await open({ box })).toEqual(secrets)
    expect(box).not.toBe(await sealed())
  })

  test('are decrypted from a box that other code made after docs/adr/0057', async () => {
    const info = bytes('infinitio sealed secrets 1', owner.nodeId, signed.commitment)
    const ephemeral = x25519('77076d0a7318a57d3c16c17251b26645c6c7f9d2f9c1a2c4b5f2e8f3ad2c1f2a')
    const ephemeralKey = publicOf(ephemeral)
    const shared = diffieHellman({ privateKey: ephemeral, publicKey: createPublicKey(x25519(boxSecret.slice(2))) })
    const derived = Buffer.from(hkdfSync('sha256', shared, Buffer.concat([ephemeralKey, bytes('', owner.boxKey)]), info, 44))
    const cipher = createCipheriv('aes-256-gcm', derived.subarray(0, 32), derived.subarray(32)).setAAD(info)
    const sealedText = Buffer.concat([cipher.update(JSON.stringify({ values: secrets.values, salt })), cipher.final(), cipher.getAuthTag()])
    expect(await open({ box: `0x01${ephemeralKey.toString('hex')}${sealedText.toString('hex')}` })).toEqual(secrets)
  })

  test('are not revealed by a box, neither in the clear nor by its length', async () => {
    const longer = await sealSecrets({ secrets: { salt, values: { ...secrets.values, A_KEY: 'x'.repeat(300) } }, owner })
    const box = await sealed()
    expect(longer).toHaveLength(box.length)
    expect(Buffer.from(box.slice(2), 'hex').toString('latin1')).not.toContain('TOKEN')
  })

  const otherHex = hex32(`0x${'22'.repeat(32)}`)
  test.each([
    ['of another node', { owner: { ...owner, nodeId: otherHex } }],
    ['with another key in their owner', { owner: { ...owner, boxKey: otherHex } }],
    ['with the key of another node', { boxSecret: otherHex }],
    ['of another workload', { secrets: { ...signed, commitment: otherHex } }],
  ])('are not decrypted %s', async (_, change) => {
    expect(await open({ box: await sealed(), ...change })).toEqual({ rejected: 'lease.secrets_unreadable' })
  })

  test('are not decrypted when a byte of the box was changed or is missing', async () => {
    const box = await sealed()
    for (const at of [2, 4, 68, 200, box.length - 2]) {
      const digit = box[at] === '0' ? '1' : '0'
      expect(await open({ box: box.slice(0, at) + digit + box.slice(at + 1) })).toEqual({ rejected: 'lease.secrets_unreadable' })
    }
    for (const broken of ['', '0x', '0x01', box.slice(0, -2), `${box}00`, box.toUpperCase(), box.slice(0, 66)])
      expect(await open({ box: broken })).toEqual({ rejected: 'lease.secrets_unreadable' })
  })

  test('are not encrypted to a key whose shared secret is public', async () => {
    const zero = hex32(`0x${'00'.repeat(32)}`)
    expect(await sealSecrets({ secrets, owner: { ...owner, boxKey: zero } })).toMatchObject({ rejected: 'lease.sealing_unsupported' })
  })

  test('are refused when their names differ from the signed names', async () => {
    expect(await open({ box: await sealed(), secrets: { ...signed, names: ['A_KEY'] } })).toMatchObject({ rejected: 'lease.secrets_differ' })
  })

  test.each([
    ['LD_PRELOAD', 'x'],
    ['NVIDIA_VISIBLE_DEVICES', 'all'],
    ['HOME', '/'],
    ['A-B', 'x'],
    ['A', ''],
    ['A', 'a\0b'],
  ])('are refused on decryption: %s=%j', async (name, value) => {
    const bad: Secrets = { salt, values: { [name]: value } }
    const box = await sealSecrets({ secrets: bad, owner })
    expect(await openSecrets({ box: box as string, boxSecret, owner, secrets: commitSecrets(bad) })).toMatchObject({
      rejected: 'lease.secrets_differ',
    })
  })
})

describe('a workload with secrets', () => {
  const workload: Workload = { template: 'shell', startScript: '', sshKeys: [], environment: { B: '2' }, ports: [], salt, secrets: signed }

  test('has another hash for other secrets, and is unchanged after the wire', () => {
    expect(workloadFromWire(workloadWire.parse(JSON.parse(JSON.stringify(workload))))).toEqual(workload)
    const other = { ...workload, secrets: commitSecrets({ ...secrets, values: { TOKEN: 'other', A_KEY: 'x' } }) }
    const { secrets: _, ...none } = workload
    expect(new Set([workload, other, none].map(hashWorkload)).size).toBe(3)
  })

  test.each([
    ['a name twice', { ...signed, names: ['A', 'A'] }],
    ['names out of order', { ...signed, names: ['B_', 'A'] }],
    ['no name', { ...signed, names: [] }],
    ["the linker's name", { ...signed, names: ['LD_PRELOAD'] }],
    ['a name of the environment', { ...signed, names: ['B'] }],
    ['values', { ...signed, values: {} }],
    ['too many names', { ...signed, names: Array.from({ length: 33 }, (_, index) => `N${String(index).padStart(2, '0')}`) }],
  ])('is refused with %s', (_, wrong) => {
    expect(workloadWire.safeParse(workload).success).toBe(true)
    expect(workloadWire.safeParse({ ...workload, secrets: wrong }).success).toBe(false)
  })
})

async function sealed(): Promise<string> {
  const box = await sealSecrets({ secrets, owner })
  if (typeof box !== 'string') throw new Error(box.detail)
  return box
}

function open(change: Partial<Parameters<typeof openSecrets>[0]> & { box: string }) {
  return openSecrets({ boxSecret, owner, secrets: signed, ...change })
}

function bytes(text: string, ...values: string[]): Buffer {
  return Buffer.concat([Buffer.from(text), ...values.map((value) => Buffer.from(value.slice(2), 'hex'))])
}

function x25519(seed: string) {
  return createPrivateKey({ key: Buffer.from(`302e020100300506032b656e04220420${seed}`, 'hex'), format: 'der', type: 'pkcs8' })
}

function publicOf(key: ReturnType<typeof x25519>): Buffer {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32)
}
