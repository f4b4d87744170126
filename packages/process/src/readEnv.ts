import type { z } from 'zod'

/** The settings of a process are unusable. The message names every bad variable, never its value. */
export class EnvironmentError extends Error {
  override name = 'EnvironmentError'
}

/**
 * Parses this process's settings with a zod schema and returns the values. Call it once, at start. Throws `EnvironmentError` with one line for each
 * missing or malformed variable. The message contains no values, because a setting may be a secret.
 */
export function readEnv<Schema extends z.ZodType>(schema: Schema): z.output<Schema> {
  const result = schema.safeParse(process.env)
  if (result.success) return result.data
  const lines = result.error.issues.map((issue) => `  ${issue.path.join('.') || '(all)'}: ${issue.message}`)
  throw new EnvironmentError(`The environment of this process is incomplete:\n${lines.join('\n')}`)
}
