import { utf8ToBytes } from '@noble/hashes/utils.js'
import { isSecretName, isSecretValue, secretLimits } from './secretNames.ts'

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
