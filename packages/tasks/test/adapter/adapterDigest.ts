import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type CanonicalValue, canonicalJson, type Hex32, hex32 } from '@infinitio/domain'

/**
 * The values from which an adapter's digest is calculated: the folder of its package, its manifest, and the names of the npm packages that are its engine. A
 * package whose name begins with one of these names, such as a binary for one platform, also belongs to the engine.
 */
export type DigestSource = { readonly folder: string; readonly manifest: CanonicalValue; readonly engines: readonly string[] }

/** The file with the digest of a package: its path, and a function that returns its text. */
export const digestFile = {
  path: 'src/generated/digest.ts',
  text: (digest: Hex32) => `import { type Hex32, hex32 } from '@infinitio/domain'

/** SHA-256 of the manifest, the sources, and the engine as the lock file pins it. \`scripts/writeDigest.ts\` writes it. */
export const digest: Hex32 = hex32('${digest}')
`,
}

/**
 * Returns the digest of an adapter: SHA-256 of a canonical JSON. It contains the manifest, the SHA-256 of each source file except tests and the digest itself,
 * and the versions and integrity hashes of the engine for every platform. The result is the same on every machine, whatever its platform and its line endings.
 */
export function adapterDigest({ folder, manifest, engines }: DigestSource): Hex32 {
  const paths = globSync('src/**/*', { cwd: folder })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.[a-z]+$/.test(path) && !path.endsWith('.test.ts') && path !== digestFile.path)
    .sort()
  const code = Object.fromEntries(paths.map((path) => [path, sha256(readFileSync(join(folder, path), 'utf8').replaceAll('\r\n', '\n'))]))
  const lock = readFileSync(resolve(folder, '../../pnpm-lock.yaml'), 'utf8')
  return hex32(`0x${sha256(canonicalJson({ manifest, code, engine: engineOf(lock, engines) }))}`)
}

/** Returns the integrity hash of each package of an engine in the lock file, by `name@version`. Throws if an engine is not in the lock file. */
function engineOf(lock: string, engines: readonly string[]): Record<string, string> {
  const all = [...lock.matchAll(/^ {2}'?((?:@[\w-]+\/)?[\w.-]+)@([^':(]+)'?:\n {4}resolution: \{integrity: (\S+?)[,}]/gm)]
  const pinned = all.filter(([, name = '']) => engines.some((engine) => name === engine || name.startsWith(`${engine}-`)))
  for (const engine of engines) if (!pinned.some(([, name]) => name === engine)) throw new Error(`pnpm-lock.yaml has no ${engine}`)
  return Object.fromEntries(pinned.map(([, name, version, integrity]) => [`${name}@${version}`, String(integrity)]))
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
