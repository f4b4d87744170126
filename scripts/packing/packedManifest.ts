/** The fields of a package.json that packing reads. */
export type PackageManifest = {
  name: string
  version: string
  description: string
  license: string
  exports?: Record<string, string>
  dependencies?: Record<string, string>
}

const privateName = '@infinitio/'
/** Entry points for other packages of this repository only. */
const withoutTypes = new Set(['./test'])
/** Packages that no module of the SDK loads: the React entry point of the chain package uses them. */
const unused = new Set(['react', 'wagmi'])

/** Returns the entry points that a packed SDK has, each with its source file. */
export function publicEntries({ exports = {} }: PackageManifest): Record<string, string> {
  return Object.fromEntries(Object.entries(exports).filter(([entry]) => !withoutTypes.has(entry)))
}

/**
 * Returns the package.json of the packed SDK: compiled entry points with types, the repository's version, and the npm packages that the SDK and the
 * packages inside it load. Nothing of it refers to this repository's workspace.
 */
export function packedManifest({ manifest, others, version }: { manifest: PackageManifest; others: PackageManifest[]; version: string }) {
  const dependencies = [manifest, ...others].flatMap((one) => Object.entries(one.dependencies ?? {}))
  const exports = Object.entries(publicEntries(manifest)).map(([entry, file]) => {
    const name = file.replace(/^\.\/src\//, '').replace(/\.ts$/, '')
    return [entry, { types: `./dist/types/sdk/src/${name}.d.ts`, default: `./dist/${name}.js` }] as const
  })
  return {
    name: manifest.name,
    version,
    description: manifest.description,
    license: manifest.license,
    type: 'module',
    sideEffects: false,
    // The bundle uses Map.groupBy, Promise.withResolvers and the global WebSocket.
    engines: { node: '>=22' },
    files: ['dist'],
    types: './dist/types/sdk/src/index.d.ts',
    exports: { ...Object.fromEntries(exports), './package.json': './package.json' },
    dependencies: Object.fromEntries(dependencies.filter(([name]) => !name.startsWith(privateName) && !unused.has(name)).sort()),
  }
}
