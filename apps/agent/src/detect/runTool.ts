import { execFile } from 'node:child_process'

const withinMs = 120_000

/** Runs a program of this machine (mount, mkfs) and resolves with what it printed; `input` is what it reads. Rejects with its words when it fails or is not there. */
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
    // One that ends without reading all of it says why by itself.
    child.stdin?.on('error', () => {})
    child.stdin?.end(input)
  })
}
