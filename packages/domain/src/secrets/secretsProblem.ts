import { utf8ToBytes } from '@noble/hashes/utils.js'

/** The most secrets of a workload, the most characters of a value, and the most bytes of all secrets as JSON. */
export const secretLimits = { names: 32, valueCharacters: 16_384, textBytes: 32_768 } as const

/**
 * Matches the name of an environment variable. Rejects names that the machine sets itself or reads before the renter's programs run, such as names of the shell
 * and of the dynamic linker.
 */
export const secretName =
  /^(?!(LD_|DYLD_|GLIBC_|MALLOC_|NVIDIA_|INFINITIO_|GCONV_PATH$|LOCPATH$|BASH_ENV$|ENV$|PATH$|HOME$|TMPDIR$|SHELL$|USER$|LOGNAME$|PS1$|TERM$))[A-Za-z_][A-Za-z0-9_]{0,63}$/

/**
 * Why secrets cannot be signed. A name is invalid, appears twice, or is also the name of a variable that is not secret; a value is empty or invalid; or there
 * are too many secrets or bytes.
 */
export type SecretsProblem =
  | { readonly kind: 'name' | 'twice' | 'inEnvironment' | 'value'; readonly name: string }
  | { readonly kind: 'tooMany' | 'tooLong' }

/**
 * Checks secrets that a person typed, together with the variables of the same workload that are not secret. Returns null when they can be signed. The result
 * never contains a value.
 */
export function secretsProblem(
  secrets: readonly { readonly name: string; readonly value: string }[],
  environment: Readonly<Record<string, string>>,
): SecretsProblem | null {
  const names = new Set<string>()
  for (const { name, value } of secrets) {
    if (!isSecretName(name)) return { kind: 'name', name }
    if (names.has(name)) return { kind: 'twice', name }
    if (Object.hasOwn(environment, name)) return { kind: 'inEnvironment', name }
    if (!isSecretValue(value)) return { kind: 'value', name }
    names.add(name)
  }
  if (secrets.length > secretLimits.names) return { kind: 'tooMany' }
  const text = JSON.stringify(secrets.map(({ name, value }) => [name, value]))
  return utf8ToBytes(text).length > secretLimits.textBytes ? { kind: 'tooLong' } : null
}

/** Returns true for a valid name of a secret: an environment variable that the machine does not use. */
export function isSecretName(name: string): boolean {
  return secretName.test(name)
}

/** Returns true for a valid value of a secret: not empty, not too long, and without a zero byte, which would end the value. */
export function isSecretValue(value: string): boolean {
  return value.length > 0 && value.length <= secretLimits.valueCharacters && !value.includes('\0')
}
