/**
 * Returns an unencrypted OpenSSH private key file for an ed25519 key. `seed` and `publicKey` are `0x` and 64 hex digits. The caller derives `publicKey` from
 * `seed`; this function does not check that they fit. Throws RangeError for another format. Source: OpenSSH PROTOCOL.key.
 */
export function openSshPrivateKey({ seed, publicKey, comment }: { seed: string; publicKey: string; comment: string }): string {
  const seedBytes = keyBytesFromHex(seed)
  const publicBytes = keyBytesFromHex(publicKey)
  const name = asciiBytes('ssh-ed25519')
  // The check number in the file only serves to show whether the right passphrase was entered. There is no passphrase, so a constant is enough and keeps this
  // function pure.
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

/**
 * Returns the OpenSSH text of a raw ed25519 public key (`0x` and 64 hex digits, as on the chain): `ssh-ed25519 AAAA…`. Throws RangeError when
 * the hex is not 32 bytes. Source: RFC 8709 section 4.
 */
export function sshEd25519PublicKey(hostKey: string): string {
  const blob = sshWireBytes([asciiBytes('ssh-ed25519'), keyBytesFromHex(hostKey)])
  return `ssh-ed25519 ${base64FromBytes(blob)}`
}

/**
 * Returns one `known_hosts` line for a host key from the chain. A port other than 22 is written as `[host]:port`, the form that OpenSSH looks
 * up. Throws RangeError when `hostKey` is not `0x` and 64 hex digits.
 */
export function knownHostsLine({ host, port, hostKey }: { host: string; port: number; hostKey: string }): string {
  const name = port === 22 ? host : `[${host}]:${port}`
  return `${name} ${sshEd25519PublicKey(hostKey)}`
}

/** Encodes parts in the wire format of SSH (RFC 4251 section 5): bytes with their 4-byte length in front, and numbers as uint32. */
function sshWireBytes(parts: readonly (Uint8Array | number)[]): Uint8Array {
  const length = parts.reduce<number>((sum, part) => sum + (typeof part === 'number' ? 4 : 4 + part.length), 0)
  const bytes = new Uint8Array(length)
  const view = new DataView(bytes.buffer)
  let offset = 0
  for (const part of parts) {
    view.setUint32(offset, typeof part === 'number' ? part : part.length)
    offset += 4
    if (typeof part === 'number') continue
    bytes.set(part, offset)
    offset += part.length
  }
  return bytes
}

/** Returns ASCII text as bytes. Does not check the text: callers pass constants and comments. */
function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0) & 0x7f)
}

/** Returns bytes as standard base64 with padding. */
function base64FromBytes(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

/** Returns 32 bytes from `0x` and 64 hex digits. Throws a RangeError otherwise, so that a bad key never becomes a shorter one. */
function keyBytesFromHex(hex: string): Uint8Array {
  if (!/^0x[0-9a-f]{64}$/i.test(hex)) throw new RangeError('expected 0x and 64 hex digits')
  return Uint8Array.from({ length: 32 }, (_, index) => Number.parseInt(hex.slice(2 + index * 2, 4 + index * 2), 16))
}
