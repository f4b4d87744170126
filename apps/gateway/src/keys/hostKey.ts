import { createPrivateKey, createPublicKey, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, link, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { openSshPrivateKey } from '@infinitio/domain'

/**
 * The gateway's SSH host key in three forms: the raw public key as in the Directory contract, the path of the private key's file for ssh2, and the private key
 * for TLS (PEM).
 */
export type HostKey = { publicKey: `0x${string}`; privateKeyFile: string; privateKeyPem: string }

const pkcs8Ed25519 = Buffer.from('302e020100300506032b657004220420', 'hex')

/**
 * Reads the ed25519 seed (`0x` and 64 hex digits) from `file`. If the file is missing, creates it (mode 0600) with a new seed. An existing file is never
 * overwritten, so two processes that start at once get the same key. Rejects if the file contains anything else.
 */
export async function loadHostKey(file: string): Promise<HostKey> {
  if (!existsSync(file)) await makeKeyFile(file)
  // Does not change the mode of a private file, because it may be mounted read-only.
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
