/** A public key with which a renter may log in. `line` is the OpenSSH line that the workload contains. */
export type SshKey = { readonly line: string; readonly name: string; readonly chosen: boolean }

const pattern = /^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)) ([A-Za-z0-9+/]+={0,2})(?: ([^\r\n]{0,200}))?$/

/** Reads a pasted OpenSSH public key line. Returns null for any other text: a private key, several lines or an unknown type. */
export function parseSshKey(text: string): SshKey | null {
  const match = pattern.exec(text.trim())
  if (match === null) return null
  const [, type = '', blob = '', comment = ''] = match
  if (!blobNames(blob, type)) return null
  return { line: text.trim(), name: comment.trim() === '' ? type : comment.trim(), chosen: true }
}

/**
 * Returns true if a pasted text contains the beginning of a private key in the format of OpenSSH, PEM or PuTTY. Such a text must not remain on a page. Pure.
 */
export function hasPrivateKey(text: string): boolean {
  // The last one is "openssh-key-v1" in base64, with which the key begins below its first line.
  return /BEGIN [A-Z0-9 ]*PRIVATE KEY|PuTTY-User-Key-File-|b3BlbnNzaC1rZXktdjE/.test(text)
}

/** Returns the fingerprint "SHA256:…" of a key, as `ssh-keygen -l` prints it. */
export async function fingerprintOf(key: SshKey): Promise<string> {
  const blob = key.line.split(' ')[1] ?? ''
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytesOf(blob)))
  return `SHA256:${btoa(String.fromCharCode(...digest)).replace(/=+$/, '')}`
}

/** Returns true if the key data starts with the name of its type, as in every OpenSSH key. */
function blobNames(blob: string, type: string): boolean {
  try {
    const bytes = bytesOf(blob)
    const length = new DataView(bytes.buffer).getUint32(0)
    return new TextDecoder().decode(bytes.slice(4, 4 + length)) === type
  } catch {
    return false // The text is not base64, or too short to contain a type, so it is not a key.
  }
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
}
