import ssh2, { type ParsedKey, type PublicKeyAuthContext } from 'ssh2'

/** The public keys a lease's workload authorises; a line that cannot be read opens nothing. */
export function authorisedKeys(lines: readonly string[]): ParsedKey[] {
  return lines.flatMap((line) => {
    const parsed = ssh2.utils.parseKey(line)
    return parsed instanceof Error || parsed.isPrivateKey() ? [] : [parsed]
  })
}

/**
 * Whether a publickey request is by the holder of an authorised key. Without a signature the client only asks whether the key
 * would do, and the answer is as honest.
 */
export function isAuthorised(context: PublicKeyAuthContext, keys: readonly ParsedKey[]): boolean {
  const key = keys.find((candidate) => candidate.getPublicSSH().equals(context.key.data))
  if (key === undefined) return false
  if (context.signature === undefined || context.blob === undefined) return true
  return key.verify(context.blob, context.signature, context.hashAlgo) === true
}
