import { createHmac } from 'node:crypto'
import type { SigningNode } from '../market/marketSession.ts'
import { publicHalf } from '../keys/loadNodeKeys.ts'

/**
 * The node key signs this text once, and the WireGuard keys are derived from the signature, so that no file needs to store a secret. No contract and no API
 * reads this text.
 */
const secretText = 'Infinitio: the secret from which this machine makes the WireGuard keys of its leases. Never sign this text for anybody.'

/** The two halves of a lease's WireGuard key, 32 bytes as `0x` hex. */
export type MeshKeys = { readonly privateKey: `0x${string}`; readonly publicKey: `0x${string}` }

/** Makes the WireGuard keys of the leases of one machine. */
export type MeshKeyMaker = (leaseKey: string) => MeshKeys

/**
 * Returns a function that makes the WireGuard keys of a machine's leases. A private key is the HMAC-SHA-256 of the lease key under a secret, and that secret is
 * derived from the node key. So a restarted agent makes the same keys, and no private key is on a disk. Signatures of the node key are deterministic (RFC
 * 6979).
 */
export async function meshKeyMaker(account: SigningNode['account']): Promise<MeshKeyMaker> {
  const secret = await account.signMessage({ message: secretText })
  return (leaseKey) => {
    const bytes = createHmac('sha256', secret).update(leaseKey).digest()
    // Set these bits of the number as an X25519 private key must have them (RFC 7748, section 5). WireGuard also sets them in the key that it returns, so both
    // forms of the key are equal.
    bytes.writeUInt8((bytes[0] ?? 0) & 248, 0)
    bytes.writeUInt8(((bytes[31] ?? 0) & 127) | 64, 31)
    const privateKey = `0x${bytes.toString('hex')}` as const
    return { privateKey, publicKey: publicHalf({ seed: privateKey, kind: 'x25519' }) }
  }
}
