import { createPrivateKey, createPublicKey, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, link, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { openSshPrivateKey } from '@infinitio/domain'

/** The gateway's host key: the raw public half as the Directory keeps it, the key file ssh2 reads, and the key as TLS reads it (PEM). */
export type HostKey = { publicKey: `0x${string}`; privateKeyFile: string; privateKeyPem: string }

const pkcs8Ed25519 = Buffer.from('302e020100300506032b657004220420', 'hex')

/**
 * Reads the ed25519 seed (`0x` and 64 hex digits) from `file`, or makes the file (0600) with a new one. Two processes that start
 * at once agree, because an existing file is never overwritten. Rejects when the file holds anything else.
 */
export async function loadHostKey(file: string): Promise<HostKey> {
  if (!existsSync(file)) await makeKeyFile(file)
  // A key that is mounted read-only is as its owner wants it.
  if (((await stat(file)).mode & 0o077) !== 0) await chmod(file, 0o600)
  const seed = (await readFile(file, 'utf8')).trim()
  if (!/^0x[0-9a-f]{64}$/.test(seed)) throw new Error(`${file} does not hold an ed25519 seed (0x and 64 hex digits)`)
  const key = createPrivateKey({ key: Buffer.concat([pkcs8Ed25519, Buffer.from(seed.slice(2), 'hex')]), format: 'der', type: 'pkcs8' })
  const der = createPublicKey(key).export({ format: 'der', type: 'spki' })
  const publicKey = `0x${der.subarray(-32).toString('hex')}` as const
  const privateKeyPem = key.export({ format: 'pem', type: 'pkcs8' }).toString()
  return { publicKey, privateKeyFile: openSshPrivateKey({ seed, publicKey, comment: 'gateway' }), privateKeyPem }
}

async function makeKeyFile(file: string): Promise<void> {
  const whole = `${file}.${randomBytes(6).toString('hex')}`
  await writeFile(whole, `0x${randomBytes(32).toString('hex')}\n`, { mode: 0o600 })
  await link(whole, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await rm(whole)
}
