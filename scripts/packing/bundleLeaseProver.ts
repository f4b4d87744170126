import { join } from 'node:path'
import { build } from 'esbuild'

/** Writes the prover for leases as one file that needs only Node 22. The caller stops esbuild's service. */
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
