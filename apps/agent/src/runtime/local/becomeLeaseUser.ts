import { flushCompileCache, getCompileCacheDir } from 'node:module'
import { dirname } from 'node:path'
import type { SandboxOwner } from './sandboxOwner.ts'

/**
 * The settings of a helper process of the agent: the user to which it changes, and the folder in which it works. The process gets them as its first argument,
 * in JSON. If `owner` is null, it remains the agent's user.
 */
export type HelperPlace = { owner: SandboxOwner | null; home: string }

/**
 * Returns the environment variable that names the agent's folder of compiled sources, if the agent has such a folder. With it, a helper process uses the
 * compiled sources of earlier helpers and starts in a third of the time. It uses the folder only as the agent's user, before it changes its user.
 */
export function compiledSources(): { readonly NODE_COMPILE_CACHE?: string } {
  // `getCompileCacheDir` returns the folder of this Node version, which lies inside the folder that was set. So take its parent folder.
  const folder = getCompileCacheDir()
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: dirname(folder) }
}

/**
 * Changes this process permanently to the lease's user, before it reads any data of the renter. Until then, only the agent's own code is loaded.
 * Because the process changes its user while it runs, the kernel lets no other process of that user trace or inspect it. Exits with code 70 when a
 * step fails, so that it never continues as the agent's user.
 */
export function becomeLeaseUser(): void {
  try {
    // Node writes compiled sources when a process ends. By then, this one has no right to write to the folder.
    flushCompileCache()
    const { owner, home } = JSON.parse(process.argv[2] ?? '') as HelperPlace
    if (owner !== null) {
      process.setgroups?.([])
      process.setgid?.(owner.gid)
      process.setuid?.(owner.uid)
      if (process.getuid?.() !== owner.uid || process.geteuid?.() !== owner.uid || process.getgid?.() !== owner.gid)
        throw new Error('still another user')
    }
    process.chdir(home)
  } catch (error) {
    process.stderr.write(`this program could not become the lease's user: ${String(error)}\n`)
    process.exit(70)
  }
}
