import { createPrivateKey, createPublicKey, type KeyObject, randomBytes } from 'node:crypto'
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { openSshPrivateKey } from '@infinitio/domain'

const pkcs8Ed25519 = Buffer.from('302e020100300506032b657004220420', 'hex')
const pkcs8X25519 = Buffer.from('302e020100300506032b656e04220420', 'hex')

/** The three keys of one node. Public halves are 32 raw bytes as `0x` hex, as the chain stores them; `boxSecret` is the private half of `boxKey`. */
export type NodeKeys = { nodeKey: `0x${string}`; hostKey: `0x${string}`; boxKey: `0x${string}`; boxSecret: `0x${string}`; hostKeyFile: string }

/**
 * Reads a node's keys from its folder and creates the missing ones (mode 0600, 32 bytes as `0x` hex). `node.key` signs Ready messages and proves the node to
 * gateways (secp256k1), `host.key` is the SSH host key (ed25519), `box.key` decrypts secrets (X25519). Rejects if a file contains anything else, because a new
 * key in its place would silently change the node's identity.
 */
export async function loadNodeKeys(folder: string): Promise<NodeKeys> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const [nodeKey, hostSeed, boxSeed] = await Promise.all(['node.key', 'host.key', 'box.key'].map((name) => keyFile(path.join(folder, name))))
  if (nodeKey === undefined || hostSeed === undefined || boxSeed === undefined) throw new Error('unreachable: three names give three keys')
  return {
    nodeKey,
    hostKey: publicHalf({ seed: hostSeed, kind: 'ed25519' }),
    boxKey: publicHalf({ seed: boxSeed, kind: 'x25519' }),
    boxSecret: boxSeed,
    hostKeyFile: hostKeyFile(hostSeed),
  }
}

/**
 * Reads one key file. If it is missing, first writes a new key to a temporary file and links it into place. An existing file is never overwritten, so
 * two starts at once get the same key.
 */
async function keyFile(file: string): Promise<`0x${string}`> {
  const whole = `${file}.${randomBytes(6).toString('hex')}`
  await writeFile(whole, `0x${randomBytes(32).toString('hex')}\n`, { mode: 0o600 })
  await link(whole, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await rm(whole)
  await chmod(file, 0o600)
  const text = (await readFile(file, 'utf8')).trim()
  if (!/^0x[0-9a-f]{64}$/.test(text)) throw new Error(`${file} does not hold a key (0x and 64 hex digits)`)
  return text as `0x${string}`
}

/** Returns the raw public half (32 bytes, `0x` hex) of an ed25519 or X25519 key, from the key's seed. */
export function publicHalf({ seed, kind }: { seed: string; kind: 'ed25519' | 'x25519' }): `0x${string}` {
  const der = createPublicKey(privateKeyOf({ seed, kind })).export({ format: 'der', type: 'spki' })
  return `0x${der.subarray(-32).toString('hex')}`
}

/** Returns the OpenSSH private key file of an ed25519 seed, as an SSH server reads it. */
export function hostKeyFile(seed: string): string {
  return openSshPrivateKey({ seed, publicKey: publicHalf({ seed, kind: 'ed25519' }), comment: 'node' })
}

function privateKeyOf({ seed, kind }: { seed: string; kind: 'ed25519' | 'x25519' }): KeyObject {
  const prefix = kind === 'ed25519' ? pkcs8Ed25519 : pkcs8X25519
  return createPrivateKey({ key: Buffer.concat([prefix, Buffer.from(seed.slice(2), 'hex')]), format: 'der', type: 'pkcs8' })
}
