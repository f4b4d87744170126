import { asciiBytes, base64FromBytes, keyBytesFromHex, sshWireBytes } from './sshWireBytes.ts'

/**
 * The OpenSSH text of a raw ed25519 public key (`0x` and 64 hex digits, as the chain keeps it): `ssh-ed25519 AAAA…`.
 * Throws RangeError when the hex is not 32 bytes. Source: RFC 8709 section 4.
 */
export function sshEd25519PublicKey(hostKey: string): string {
  const blob = sshWireBytes([asciiBytes('ssh-ed25519'), keyBytesFromHex(hostKey)])
  return `ssh-ed25519 ${base64FromBytes(blob)}`
}
