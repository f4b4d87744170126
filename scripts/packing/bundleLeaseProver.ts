import { join } from 'node:path'
import { build } from 'esbuild'

/**
 * Bundles `apps/agent/src/leaseProver.ts`, the program that proves GPUs inside a lease, into one file that needs only Node 22. The caller must stop esbuild's
 * service.
 */
export async function bundleLeaseProver({ root, outfile }: { root: string; outfile: string }): Promise<void> {
  await build({
    entryPoints: [join(root, 'apps/agent/src/leaseProver.ts')],
    outfile,
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    minifySyntax: true,
    logLevel: 'error',
  })
}
