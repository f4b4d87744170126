import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, extname } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Plugin } from 'esbuild'

/** With code for the machine itself, asking for packages by names that only they know, or in CommonJS and imported while we run, where a bundle would lose their names. */
const leftInPlace = /^(systeminformation|@lydell\/node-pty|ssh2|dockerode|secp256k1|cpu-features|pg-native)$/

/**
 * A bundle lies elsewhere than its sources. What they name from where they stand (a program, a thread, a file of another room) stays where it is, and so
 * do packages that cannot move: each module's `import.meta` says where its source is.
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

/** Where a package is for who asks for it; an optional one that is not installed stays a name, which whoever asks expects to fail. */
function placeOf(name: string, importer: string): string {
  try {
    return createRequire(importer).resolve(name)
  } catch {
    return name
  }
}
