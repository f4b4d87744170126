import type { z } from 'zod'

/** A process was started with settings it cannot run with; the message names every bad variable and never its value. */
export class EnvironmentError extends Error {
  override name = 'EnvironmentError'
}

/**
 * Reads this process's settings once, at start, through a zod schema, and returns the parsed values.
 * Throws `EnvironmentError` with one line per missing or malformed variable. Values are never put into the message,
 * because a setting may be a secret.
 */
export function readEnv<Schema extends z.ZodType>(schema: Schema): z.output<Schema> {
  const result = schema.safeParse(process.env)
  if (result.success) return result.data
  const lines = result.error.issues.map((issue) => `  ${issue.path.join('.') || '(all)'}: ${issue.message}`)
  throw new EnvironmentError(`The environment of this process is incomplete:\n${lines.join('\n')}`)
}
