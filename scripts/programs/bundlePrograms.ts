import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from '../start/dataFolder.ts'
import { roomsBehind } from '../sources/roomsBehind.ts'
import { sourceHash } from '../sources/sourceHash.ts'
import { keepPlaces } from './keepPlaces.ts'

/** The programs to bundle: those that `npm start` runs, and those that tests start often. */
const programs = [
  'scripts/start/runMarket.ts',
  'scripts/start/prepareChain.ts',
  'apps/web/server/main.ts',
  'apps/engine/src/main.ts',
  'apps/engine/src/audit/main.ts',
  'apps/api/src/market-thread/main.ts',
  'apps/gateway/src/main.ts',
  'apps/agent/src/main.ts',
  'apps/agent/src/provision.ts',
  'apps/agent/src/provide.ts',
  // The command starts these from the folder of `provide`.
  'apps/agent/src/prove.ts',
  'apps/agent/src/prover.ts',
  'apps/agent/src/prepareLeaseProver.ts',
  'apps/agent/test/testNode.ts',
  'apps/agent/test/containers/serveOneLease.ts',
  'apps/agent/test/endLeases.ts',
  'apps/validator/src/main.ts',
  'apps/scheduler/src/main.ts',
  'apps/router/src/main.ts',
  'packages/cli/src/main.ts',
  'packages/cli/test/commandServer.ts',
  'packages/cli/test/scaleJournalProgram.ts',
  'packages/chain/test/testSigner.ts',
  'packages/relay/test/routerProgram.ts',
]
/** Further sources: of programs that only tests start, and of the supervisor. The hash of a bundle includes them. */
const moreSources = ['apps/agent/test', 'packages/cli/test', 'packages/chain/test', 'packages/relay/test', 'scripts/start', 'scripts/packing']
const bundlesKept = 3

/**
 * Bundles each program into one file and shared parts, unless a bundle of the same sources exists. Returns the folder. A bundle starts faster and needs less
 * memory than its modules. Two processes may bundle at the same time: each renames its complete folder to the final path.
 */
export async function bundlePrograms(): Promise<string> {
  const parent = join(checkout, 'node_modules/.cache/programs')
  const rooms = [...new Set(programs.map((program) => program.split('/').slice(0, 2).join('/')))].filter((room) => room !== 'scripts/start')
  const paths = [...roomsBehind({ root: checkout, rooms }), ...moreSources, 'scripts/programs', 'pnpm-lock.yaml']
  const folder = join(parent, sourceHash({ root: checkout, paths }).slice(0, 12))
  if (!existsSync(folder)) {
    const part = `${folder}.${process.pid}`
    // Load the bundler only when it is needed, because `npm start` keeps running in this process, with all that was loaded.
    const esbuild = await import('esbuild')
    await bundle(esbuild, { programs, outdir: part })
    // Ends esbuild's service, which would otherwise remain next to this process with all parsed sources.
    await esbuild.stop()
    if (existsSync(folder)) rmSync(part, { recursive: true })
    else renameSync(part, folder)
    forgetOldBundles(parent)
  }
  utimesSync(folder, new Date(), new Date())
  return folder
}

/** Bundles programs of this checkout, each path to the same path in a folder, with the ending `.mjs`. The caller must stop esbuild's service. */
export async function bundle(
  { build }: Pick<typeof import('esbuild'), 'build'>,
  { programs, outdir }: { readonly programs: readonly string[]; readonly outdir: string },
): Promise<void> {
  mkdirSync(outdir, { recursive: true })
  await build({
    entryPoints: Object.fromEntries(programs.map((program) => [program.replace(/\.ts$/, ''), join(checkout, program)])),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    // With source maps, stack traces show the lines of the sources.
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'error',
    // CommonJS packages need `require` at run time.
    banner: { js: "import { createRequire as createBundleRequire } from 'node:module'; const require = createBundleRequire(import.meta.url);" },
    plugins: [keepPlaces],
  })
}

function forgetOldBundles(parent: string): void {
  const age = (name: string) => statSync(join(parent, name), { throwIfNoEntry: false })?.mtimeMs ?? 0
  const folders = readdirSync(parent).filter((name) => /^[0-9a-f]{12}$/.test(name))
  for (const name of folders.sort((a, b) => age(b) - age(a)).slice(bundlesKept)) rmSync(join(parent, name), { recursive: true, force: true })
}
