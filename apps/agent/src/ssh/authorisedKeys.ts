import ssh2, { type ParsedKey, type PublicKeyAuthContext } from 'ssh2'

/** Parses the public keys that a lease's workload authorises. Skips malformed lines. */
export function authorisedKeys(lines: readonly string[]): ParsedKey[] {
  return lines.flatMap((line) => {
    const parsed = ssh2.utils.parseKey(line)
    return parsed instanceof Error || parsed.isPrivateKey() ? [] : [parsed]
  })
}

/**
 * Returns true if a publickey request comes from the holder of an authorised key. A request without a signature only asks whether the key would be accepted;
 * for it, true means that the key is authorised.
 */
export function isAuthorised(context: PublicKeyAuthContext, keys: readonly ParsedKey[]): boolean {
  const key = keys.find((candidate) => candidate.getPublicSSH().equals(context.key.data))
  if (key === undefined) return false
  if (context.signature === undefined || context.blob === undefined) return true
  return key.verify(context.blob, context.signature, context.hashAlgo) === true
}
