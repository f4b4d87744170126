import type { StatsFs } from 'node:fs'

type Blocks = Pick<StatsFs, 'blocks' | 'bfree' | 'bavail' | 'bsize'>

/**
 * Returns the used space and the size of a file system in bytes, from its `statfs`. The size leaves out the blocks that the file system reserves for root (on
 * ext4 5 %), because other programs cannot write to them. So a disk counts as full exactly when such programs can no longer write. Pure.
 */
export function diskUse({ blocks, bfree, bavail, bsize }: Blocks): { usedBytes: number; totalBytes: number } {
  const used = blocks - bfree
  return { usedBytes: used * bsize, totalBytes: (used + bavail) * bsize }
}
