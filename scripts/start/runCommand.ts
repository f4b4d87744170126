import { spawn } from 'node:child_process'

/** The result of a command: its exit code (1 if a signal ended it) and its whole output. */
export type CommandResult = { code: number; output: string }

/** Runs a command to its end and returns its output. A command that cannot start returns code 1 and the reason. */
export function runCommand({ command, args, cwd }: { command: string; args: string[]; cwd: string }): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1' } })
    const parts: Buffer[] = []
    child.stdout.on('data', (part: Buffer) => parts.push(part))
    child.stderr.on('data', (part: Buffer) => parts.push(part))
    child.on('error', (error) => resolve({ code: 1, output: error.message }))
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(parts).toString() }))
  })
}
