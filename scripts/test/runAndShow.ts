import { spawn } from 'node:child_process'

/** Runs a command, shows its output as it comes, and gives it back with the exit code. */
export function runAndShow({ command, args, cwd, env }: { command: string; args: string[]; cwd: string; env: Record<string, string> }): Promise<{
  code: number
  output: string
}> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    const parts: Buffer[] = []
    const show = (to: NodeJS.WriteStream) => (part: Buffer) => {
      parts.push(part)
      to.write(part)
    }
    child.stdout.on('data', show(process.stdout))
    child.stderr.on('data', show(process.stderr))
    child.on('error', (error) => resolve({ code: 1, output: error.message }))
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(parts).toString() }))
  })
}
