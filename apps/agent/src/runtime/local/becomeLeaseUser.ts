import type { SandboxOwner } from './sandboxOwner.ts'

/** Who a program of ours becomes, and the folder it then works in; its first argument, as JSON. `owner` null: it stays the agent's user. */
export type HelperPlace = { owner: SandboxOwner | null; home: string }

/**
 * Turns this process, which the agent started with nothing but our own code loaded, into one of the lease's user, for good, before it
 * reads a byte of the renter's. As it changed users while it ran, the kernel lets no other process of that user trace it or look into it.
 * Exits with code 70 when any of it fails: then nothing must go on.
 */
export function becomeLeaseUser(): void {
  try {
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
