import { spawn, type StdioOptions } from 'node:child_process'

/** Runs a program of OpenSSH on this terminal and resolves with its exit code; 255, as ssh's own, when a signal ended it. Rejects where there is none. */
export function runTool(tool: 'ssh' | 'scp', args: readonly string[], { stdio = 'inherit' }: { stdio?: StdioOptions } = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(tool, args, { stdio })
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 255))
  })
}
