import { openSshPrivateKey, sshEd25519PublicKey } from '@infinitio/domain'

/** A fresh ed25519 pair in OpenSSH's own formats. */
export type GeneratedSshKey = { readonly publicLine: string; readonly privateFile: string }

const comment = 'infinitio'

/** Makes a key pair in this browser. The private half goes to the person who asked and nowhere else. Throws where the browser has no Ed25519. */
export async function generateSshKey(): Promise<GeneratedSshKey> {
  const pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey))
  const raw = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
  // The seed is the last 32 bytes of the PKCS #8 form (RFC 8410, section 7).
  const seed = hexOf(pkcs8.slice(-32))
  const publicKey = hexOf(raw)
  return { publicLine: `${sshEd25519PublicKey(publicKey)} ${comment}`, privateFile: openSshPrivateKey({ seed, publicKey, comment }) }
}

function hexOf(bytes: Uint8Array): string {
  return `0x${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
}
