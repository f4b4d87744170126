import { readFileSync } from 'node:fs'
import { dirname, extname, join, relative } from 'node:path'
import type { Plugin } from 'esbuild'

/** The folder inside a packed command that contains the programs, at the same paths as in the repository. */
export const programsFolder = 'programs'

/** Packages that cannot be bundled, because they contain native code, or are CommonJS modules that are imported at run time. They are copied unchanged. */
export const packedAsTheyAre = ['systeminformation', '@lydell/node-pty', 'ssh2', 'dockerode'] as const
/** Packages that are not packed. Without them, the command is slower, or it lacks one function and reports this when a person uses the function. */
const leftOut = ['webgpu', 'pg-native', 'cpu-features', 'secp256k1', '@foundry-rs/anvil'] as const

/**
 * The first lines of each packed file. They define `packedRoot`, the path of the folder of the installed programs, to which the plugin below adds the path of a
 * module. They also define `require`, for packages that are CommonJS modules.
 */
export const packedBanner = [
  "import { createRequire as createPackedRequire } from 'node:module'",
  "import { fileURLToPath as packedFile, pathToFileURL as packedAddress } from 'node:url'",
  'const require = createPackedRequire(import.meta.url)',
  'const packedHere = packedFile(import.meta.url)',
  `const packedRoot = packedHere.slice(0, packedHere.lastIndexOf('/${programsFolder}/') + ${programsFolder.length + 2})`,
].join(';')

/**
 * An esbuild plugin that makes `import.meta` of each bundled module contain the module's path in the repository. Programs start each other by these paths,
 * wherever the bundle is installed. Modules of npm packages keep their own `import.meta`.
 */
export function packedPlaces(root: string): Plugin {
  return {
    name: 'packed places',
    setup({ onLoad, onResolve }) {
      const names = [...packedAsTheyAre, ...leftOut].join('|')
      onResolve({ filter: new RegExp(`^(${names})(/|$)`) }, ({ path }) => ({ path, external: true }))
      onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const text = readFileSync(path, 'utf8')
        const place = relative(root, path)
        if (!text.includes('import.meta.') || place.startsWith('..') || place.includes('node_modules')) return null
        const contents = text
          .replaceAll('import.meta.dirname', `(packedRoot + ${JSON.stringify(dirname(place))})`)
          .replaceAll('import.meta.filename', `(packedRoot + ${JSON.stringify(place)})`)
          .replaceAll('import.meta.url', `packedAddress(packedRoot + ${JSON.stringify(place)}).href`)
        return { contents, loader: extname(path) === '.tsx' ? 'tsx' : 'ts', resolveDir: join(root, dirname(place)) }
      })
    },
  }
}
