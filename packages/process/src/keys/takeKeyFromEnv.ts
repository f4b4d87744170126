import { EnvironmentError } from '../readEnv.ts'
import { parseKey } from './parseKey.ts'

/**
 * Reads a private key from an environment variable and removes the variable, so that no child process and no later report contains it. Throws
 * EnvironmentError with the variable's name, never its value.
 */
export function takeKeyFromEnv(name: string): `0x${string}` {
  const key = parseKey(process.env[name] ?? '')
  delete process.env[name]
  if (key === null) throw new EnvironmentError(`the variable ${name} does not hold one 0x key of 64 hex digits`)
  return key
}
