import { readFileSync } from 'node:fs'
import path from 'node:path'

let scpFunction: string | null = null

/**
 * A command as it is run for a user without an account: the `scp` program of a system refuses to run for one ("unknown user"), and a lease's
 * own user has none, so the remote side of `scp -O` is served by a function of its shell. Every other command stays as it is.
 */
export function withScp(command: string): string {
  if (!/^scp( -[rpdvqtf]+)+ /.test(command)) return command
  scpFunction ??= readFileSync(path.join(import.meta.dirname, 'scp.bash'), 'utf8')
  return `${scpFunction}${command}`
}
