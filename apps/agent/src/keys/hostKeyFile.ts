import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { openSshPrivateKey } from '@infinitio/domain'

const pkcs8Ed25519 = Buffer.from('302e020100300506032b657004220420', 'hex')
const pkcs8X25519 = Buffer.from('302e020100300506032b656e04220420', 'hex')

/** The raw public half (32 bytes, `0x` hex) of an ed25519 or X25519 key given by its seed. */
export function publicHalf({ seed, kind }: { seed: string; kind: 'ed25519' | 'x25519' }): `0x${string}` {
  const der = createPublicKey(privateKeyOf({ seed, kind })).export({ format: 'der', type: 'spki' })
  return `0x${der.subarray(-32).toString('hex')}`
}

/** The OpenSSH private key file of an ed25519 seed, as an SSH server reads it. */
export function hostKeyFile(seed: string): string {
  return openSshPrivateKey({ seed, publicKey: publicHalf({ seed, kind: 'ed25519' }), comment: 'node' })
}

function privateKeyOf({ seed, kind }: { seed: string; kind: 'ed25519' | 'x25519' }): KeyObject {
  const prefix = kind === 'ed25519' ? pkcs8Ed25519 : pkcs8X25519
  return createPrivateKey({ key: Buffer.concat([prefix, Buffer.from(seed.slice(2), 'hex')]), format: 'der', type: 'pkcs8' })
}
