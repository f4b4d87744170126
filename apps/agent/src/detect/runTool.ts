import { execFile } from 'node:child_process'

const withinMs = 120_000

/**
 * Runs a program of this machine (mount, mkfs) with `input` as its stdin, and resolves with its output. Rejects with the error text when the program fails or
 * is missing.
 */
export function runTool(program: string, args: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      program,
      args,
      { timeout: withinMs, env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' } },
      (error, stdout, stderr) => {
        if (error === null) resolve(stdout)
        else reject(new Error(`${program} failed: ${stderr.trim() || error.message}`, { cause: error }))
      },
    )
    // A program that exits without reading all input breaks the pipe. The exit callback reports its error.
    child.stdin?.on('error', () => {})
    child.stdin?.end(input)
  })
}
