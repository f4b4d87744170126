import { asciiBytes, base64FromBytes, keyBytesFromHex, sshWireBytes } from './sshWireBytes.ts'

/**
 * An unencrypted OpenSSH private key file for an ed25519 key. `seed` and `publicKey` are `0x` and 64 hex digits; the caller
 * derives one from the other. Throws RangeError when either is not. Source: OpenSSH PROTOCOL.key.
 */
export function openSshPrivateKey({ seed, publicKey, comment }: { seed: string; publicKey: string; comment: string }): string {
  const seedBytes = keyBytesFromHex(seed)
  const publicBytes = keyBytesFromHex(publicKey)
  const name = asciiBytes('ssh-ed25519')
  // The check number only proves a right passphrase; there is none, so a constant serves and keeps this function pure.
  const checkNumber = 0x1f1f1f1f
  const secret = sshWireBytes([checkNumber, checkNumber, name, publicBytes, joinBytes(seedBytes, publicBytes), asciiBytes(comment)])
  const padded = joinBytes(
    secret,
    Uint8Array.from({ length: (8 - (secret.length % 8)) % 8 }, (_, index) => index + 1),
  )
  const none = asciiBytes('none')
  const body = sshWireBytes([none, none, new Uint8Array(0), 1, sshWireBytes([name, publicBytes]), padded])
  const text = base64FromBytes(joinBytes(asciiBytes('openssh-key-v1\0'), body))
  const lines = text.match(/.{1,70}/g) ?? []
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines.join('\n')}\n-----END OPENSSH PRIVATE KEY-----\n`
}

function joinBytes(first: Uint8Array, second: Uint8Array): Uint8Array {
  const joined = new Uint8Array(first.length + second.length)
  joined.set(first)
  joined.set(second, first.length)
  return joined
}
