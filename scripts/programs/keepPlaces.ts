import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, extname } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Plugin } from 'esbuild'

/**
 * Packages that cannot be bundled. They contain native code, or load packages by computed names, or files of their folder. Or they are CommonJS modules that
 * are imported at run time; a bundle would lose the names of their exports.
 */
const leftInPlace = /^(next|systeminformation|@lydell\/node-pty|ssh2|dockerode|secp256k1|cpu-features|pg-native|subset-font)$/

/**
 * An esbuild plugin for bundles that run in this checkout. A bundle is in another folder than its sources, so each module's `import.meta` gets the path of its
 * source. Two things are still loaded from their original folder: files that a source loads by a relative path (a program, a worker thread, a file of another
 * package), and packages that cannot be bundled.
 */
export const keepPlaces: Plugin = {
  name: 'keep places',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: leftInPlace }, ({ path, importer }) => ({ path: placeOf(path, importer), external: true }))
    onLoad({ filter: /\.(ts|js|mjs)$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8')
      if (!text.includes('import.meta.')) return null
      const contents = text
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
        .replaceAll('import.meta.filename', JSON.stringify(path))
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
      return { contents, loader: extname(path) === '.ts' ? 'ts' : 'js' }
    })
  },
}

/**
 * Returns the path of a package, resolved from the file that imports it. For an optional package that is not installed it returns only the name; the import
 * then fails at run time, and the importing code handles this.
 */
function placeOf(name: string, importer: string): string {
  try {
    return createRequire(importer).resolve(name)
  } catch {
    return name
  }
}
