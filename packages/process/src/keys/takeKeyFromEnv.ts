import { EnvironmentError } from '../readEnv.ts'
import { parseKey } from './parseKey.ts'

/**
 * Reads a private key from a variable of this process and takes the variable away, so that no program we start and no later report
 * sees it. Throws EnvironmentError that names the variable, never its value.
 */
export function takeKeyFromEnv(name: string): `0x${string}` {
  const key = parseKey(process.env[name] ?? '')
  delete process.env[name]
  if (key === null) throw new EnvironmentError(`the variable ${name} does not hold one 0x key of 64 hex digits`)
  return key
}
