import { spawn, type StdioOptions } from 'node:child_process'
import type { SshTarget } from './sshTarget.ts'

/** Runs a program of OpenSSH on this terminal and resolves with its exit code; 255, as ssh's own, when a signal ended it. Rejects where there is none. */
export function runTool(tool: 'ssh' | 'scp', args: readonly string[], { stdio = 'inherit' }: { stdio?: StdioOptions } = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(tool, args, { stdio })
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 255))
  })
}

/** Which way files go, and which: paths on a lease are its home's unless they begin with a slash. */
export type Copy = { readonly direction: 'there' | 'back'; readonly from: readonly string[]; readonly to: string; readonly isRecursive: boolean }

/** Copies files with scp and resolves with its exit code. What it shows on a terminal goes to standard error: standard output is for results. */
export function copyFiles({ config, name }: Pick<SshTarget, 'config' | 'name'>, copy: Copy): Promise<number> {
  return runTool('scp', scpArguments({ config, name }, copy), { stdio: ['inherit', process.stderr, 'inherit'] })
}

/** The words for scp. A local path never looks like an option or like a place of another machine. Pure. */
export function scpArguments({ config, name }: Pick<SshTarget, 'config' | 'name'>, { direction, from, to, isRecursive }: Copy): string[] {
  const isThere = direction === 'there'
  const [here, there] = [localPath, (path: string) => `${name}:${path}`]
  const words = [...from.map(isThere ? here : there), (isThere ? there : here)(to)]
  return ['-F', config, ...(isRecursive ? ['-r'] : []), '--', ...words]
}

/** scp takes `a:b` for a path on `a`, unless a slash comes first. */
function localPath(path: string): string {
  return path.startsWith('/') || path.startsWith('./') || path.startsWith('../') ? path : `./${path}`
}
