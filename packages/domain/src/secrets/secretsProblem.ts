import { utf8ToBytes } from '@noble/hashes/utils.js'

/** Most secrets of a workload, most characters of a value, and most bytes of all of them as JSON. */
export const secretLimits = { names: 32, valueCharacters: 16_384, textBytes: 32_768 } as const

/**
 * The name of an environment variable, and none that the machine sets itself or obeys before the renter's programs run: the shell's, the dynamic
 * linker's, and those that ask for GPUs.
 */
export const secretName =
  /^(?!(LD_|DYLD_|GLIBC_|MALLOC_|NVIDIA_|INFINITIO_|GCONV_PATH$|LOCPATH$|BASH_ENV$|ENV$|PATH$|HOME$|TMPDIR$|SHELL$|USER$|LOGNAME$|PS1$|TERM$))[A-Za-z_][A-Za-z0-9_]{0,63}$/

/** Why some secrets cannot be signed: a name that cannot be, is there twice or is a plain variable's; a value that is empty or too long; too much in all. */
export type SecretsProblem =
  | { readonly kind: 'name' | 'twice' | 'inEnvironment' | 'value'; readonly name: string }
  | { readonly kind: 'tooMany' | 'tooLong' }

/** Looks at secrets as they were typed, beside the plain variables of the same workload; null when they can be signed. Never names a value. */
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

/** True when a secret can have this name: that of an environment variable, and none that the machine uses. */
export function isSecretName(name: string): boolean {
  return secretName.test(name)
}

/** True when a secret can have this value: some text, without a byte 0, which would end it. */
export function isSecretValue(value: string): boolean {
  return value.length > 0 && value.length <= secretLimits.valueCharacters && !value.includes('\0')
}
