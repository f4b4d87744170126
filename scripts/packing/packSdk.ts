import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build, stop } from 'esbuild'
import { roomsBehind } from '../sources/roomsBehind.ts'
import { sourceHash } from '../sources/sourceHash.ts'
import { cachedFolder } from './cachedFolder.ts'
import { writeTypes } from './writeTypes.ts'

const room = 'packages/sdk'

/**
 * Packs the SDK into one file for `npm install FILE` and returns its path in `out`. The file contains JavaScript and types of the SDK and of those packages of
 * this repository that it uses. npm packages remain dependencies. If the same sources were built before, uses that build.
 */
export async function packSdk({ root, out }: { root: string; out: string }): Promise<string> {
  const folder = await buildSdk(root)
  const target = resolve(out)
  mkdirSync(target, { recursive: true })
  const text = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', target], { cwd: folder, encoding: 'utf8' })
  // npm 12 prints an object with the package names as keys; earlier versions print a list.
  const [packed] = Object.values(JSON.parse(text) as Record<string, { filename: string }>)
  if (packed === undefined) throw new Error('npm pack made no file')
  return join(target, packed.filename.replace(/^@/, '').replace('/', '-'))
}

/** Builds the package's folder, unless one from the same sources exists. Throws if the sources change during the build. */
async function buildSdk(root: string): Promise<string> {
  const rooms = roomsBehind({ root, rooms: [room] })
  const paths = [...rooms, 'scripts/packing', 'package.json', 'pnpm-lock.yaml', 'LICENSE', 'tsconfig.base.json']
  const nameNow = () => join(root, 'node_modules/.cache/sdk', sourceHash({ root, paths }).slice(0, 12))
  return await cachedFolder({ nameNow, fill: (part) => fillPackage({ root, rooms, part }) })
}

async function fillPackage({ root, rooms, part }: { root: string; rooms: string[]; part: string }): Promise<void> {
  const manifest = readManifest(root, room)
  const others = rooms.filter((name) => name !== room).map((name) => readManifest(root, name))
  const packed = packedManifest({ manifest, others, version: readManifest(root, '.').version })
  await bundle({ root, outdir: join(part, 'dist'), entries: publicEntries(manifest), external: Object.keys(packed.dependencies) })
  await writeTypes({ root, rooms, outdir: join(part, 'dist/types') })
  writeFileSync(join(part, 'package.json'), `${JSON.stringify(packed, null, 2)}\n`)
  for (const file of [join(room, 'README.md'), 'LICENSE']) cpSync(join(root, file), join(part, file.split('/').at(-1) as string))
}

function readManifest(root: string, folder: string): PackageManifest {
  return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as PackageManifest
}

/**
 * Writes one file for each entry point of the SDK, and files with the code that entry points share. The files use nothing of Node.js, so that browsers can load
 * them too.
 */
async function bundle({ root, outdir, entries, external }: { root: string; outdir: string; entries: Record<string, string>; external: string[] }) {
  await build({
    entryPoints: Object.fromEntries(Object.values(entries).map((file) => [nameOf(file), join(root, room, file)])),
    outdir,
    bundle: true,
    splitting: true,
    platform: 'neutral',
    format: 'esm',
    target: 'es2022',
    external: external.flatMap((name) => [name, `${name}/*`]),
    logLevel: 'error',
  })
  await stop()
}

function nameOf(file: string): string {
  return file.replace(/^\.\/src\//, '').replace(/\.ts$/, '')
}

/** The fields of a package.json that packing reads. */
type PackageManifest = {
  name: string
  version: string
  description: string
  license: string
  exports?: Record<string, string>
  dependencies?: Record<string, string>
}

const privateName = '@infinitio/'
/** Entry points that only other packages of this repository use. */
const withoutTypes = new Set(['./test'])
/** Packages that no module of the SDK loads. They are used only by the chain package's entry point for React. */
const unused = new Set(['react', 'wagmi'])

/** Returns the entry points that a packed SDK has, each with its source file. */
function publicEntries({ exports = {} }: PackageManifest): Record<string, string> {
  return Object.fromEntries(Object.entries(exports).filter(([entry]) => !withoutTypes.has(entry)))
}

/**
 * Returns the package.json of the packed SDK: entry points with compiled code and types, the repository's version, and the npm packages that the SDK and the
 * packages inside it load. Nothing in it refers to this repository's workspace.
 */
function packedManifest({ manifest, others, version }: { manifest: PackageManifest; others: PackageManifest[]; version: string }) {
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
    // The bundle uses Map.groupBy, Promise.withResolvers and the global WebSocket, which Node has since version 22.
    engines: { node: '>=22' },
    files: ['dist'],
    types: './dist/types/sdk/src/index.d.ts',
    exports: { ...Object.fromEntries(exports), './package.json': './package.json' },
    dependencies: Object.fromEntries(dependencies.filter(([name]) => !name.startsWith(privateName) && !unused.has(name)).sort()),
  }
}
