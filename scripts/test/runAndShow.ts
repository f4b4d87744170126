import { spawn } from 'node:child_process'
import { setPriority } from 'node:os'

/** A command with its arguments, its folder and additional environment variables. */
export type Command = { command: string; args: string[]; cwd: string; env: Record<string, string> }

/** Runs a command and prints its output as it comes. Returns the output with the exit code. */
export function runAndShow(command: Command): Promise<{ code: number; output: string }> {
  return run({ command, show: (to, part) => to.write(part) })
}

/**
 * Runs a command with low priority. Prints its output at its end, so that two runners do not mix their lines. Returns the output with the exit code.
 */
export async function runAsideAndShow(command: Command): Promise<{ code: number; output: string }> {
  const ended = await run({ command, show: () => {}, niceness: 5 })
  process.stdout.write(ended.output)
  return ended
}

function run({
  command: { command, args, cwd, env },
  show,
  niceness,
}: {
  command: Command
  show: (to: NodeJS.WriteStream, part: Buffer) => void
  niceness?: number
}): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    if (niceness !== undefined && child.pid !== undefined) setPriority(child.pid, niceness)
    const parts: Buffer[] = []
    const keep = (to: NodeJS.WriteStream) => (part: Buffer) => {
      parts.push(part)
      show(to, part)
    }
    child.stdout.on('data', keep(process.stdout))
    child.stderr.on('data', keep(process.stderr))
    child.on('error', (error) => resolve({ code: 1, output: error.message }))
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(parts).toString() }))
  })
}
