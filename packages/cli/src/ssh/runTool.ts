import { spawn, type StdioOptions } from 'node:child_process'
import type { SshTarget } from './sshTarget.ts'

/**
 * Runs an OpenSSH program on this terminal and resolves with its exit code, or 255, as ssh does, after a signal.
 * Rejects if the program is missing, and after `signal`, which ends the program.
 */
export function runTool(
  tool: 'ssh' | 'scp',
  args: readonly string[],
  { stdio = 'inherit', signal }: { stdio?: StdioOptions; signal?: AbortSignal } = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(tool, args, { stdio, ...(signal === undefined ? {} : { signal }) })
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 255))
  })
}

/** The direction and the paths of a copy. Relative paths on a lease start in its home folder. */
export type Copy = { readonly direction: 'there' | 'back'; readonly from: readonly string[]; readonly to: string; readonly isRecursive: boolean }

/**
 * Copies files with scp and resolves with its exit code. Its terminal output goes to standard error, because standard
 * output is for results.
 */
export function copyFiles(target: Pick<SshTarget, 'config' | 'name'>, copy: Copy): Promise<number>
/** Copies files in the same way, but stops the copy after `withinMs` milliseconds and then resolves with `late`. */
export function copyFiles(target: Pick<SshTarget, 'config' | 'name'>, copy: Copy, limits: { readonly withinMs: number }): Promise<number | 'late'>
export async function copyFiles(
  { config, name }: Pick<SshTarget, 'config' | 'name'>,
  copy: Copy,
  limits?: { readonly withinMs: number },
): Promise<number | 'late'> {
  const late = new AbortController()
  const timer = limits === undefined ? undefined : setTimeout(() => late.abort(), limits.withinMs)
  const options = { stdio: ['inherit', process.stderr, 'inherit'] as StdioOptions, signal: late.signal }
  try {
    return await runTool('scp', scpArguments({ config, name }, copy), options)
  } catch (error) {
    if (late.signal.aborted) return 'late'
    throw error
  } finally {
    clearTimeout(timer)
  }
}

/** Returns the arguments for scp. Writes local paths in a form that scp cannot take for an option or a remote path. Pure. */
export function scpArguments({ config, name }: Pick<SshTarget, 'config' | 'name'>, { direction, from, to, isRecursive }: Copy): string[] {
  const isThere = direction === 'there'
  const [here, there] = [localPath, (path: string) => `${name}:${path}`]
  const words = [...from.map(isThere ? here : there), (isThere ? there : here)(to)]
  return ['-F', config, ...(isRecursive ? ['-r'] : []), '--', ...words]
}

/** Prefixes a path with `./` if needed: scp reads `a:b` as a path on host `a` unless a slash comes first. */
function localPath(path: string): string {
  return path.startsWith('/') || path.startsWith('./') || path.startsWith('../') ? path : `./${path}`
}
