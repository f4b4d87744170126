import { join } from 'node:path'
import { type BuildOptions, build } from 'esbuild'

const folder = 'packages/adapter-algorithm/src'
/** The programs of the process that runs modules, each with the path of its bundle. */
const programs = ['main', 'worker'].map((name) => ({ source: `${folder}/child/${name}.ts`, bundle: `${folder}/generated/child/${name}.mjs` }))

/** A bundle of one program: its path in the repository and its text. */
export type SealedBundle = { readonly path: string; readonly text: string }

/**
 * Bundles the programs that run modules of strangers (`packages/adapter-algorithm/src/child`), each into one file of JavaScript. A process with these programs
 * starts for every run, and may read nothing outside its package. From the TypeScript sources, it would start more than twice as slowly, because Node loads a
 * compiler for them in each process and thread. The caller must stop esbuild's service.
 */
export async function bundleSealedChild(root: string): Promise<readonly SealedBundle[]> {
  return await Promise.all(
    programs.map(async ({ source, bundle }) => {
      const { outputFiles } = await build({ ...options, absWorkingDir: root, entryPoints: [join(root, source)], write: false })
      const [file] = outputFiles
      return { path: bundle, text: `// Bundled from ${source} by scripts/packing/writeSealedChild.ts.\n${file?.text ?? ''}` }
    }),
  )
}

const options = { bundle: true, platform: 'node', format: 'esm', target: 'node24', logLevel: 'error' } satisfies BuildOptions
