import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { listSources } from '../sources/sourceHash.ts'

/** Maximum number of characters of the compiler's output in an error. */
const mostOutput = 4_000
const own = /(['"])@infinitio\/([a-z]+)(?:\/([a-z-]+))?\1/g
const ownFile = /(['"])(\.\.?\/[^'"\n]+)\.ts\1/g

/**
 * Writes the type declarations of `rooms` (our packages) into `outdir`, in a folder for each package. The compiler reads a copy of the sources in which imports
 * of our packages are relative paths. So no declaration mentions one of our packages by name, because npm does not have them. The copy is outside
 * `node_modules`, because the compiler writes no declarations for files in that folder. The compiler uses one thread: with several, it checks shared types once
 * for each thread, which takes almost twice the processor time. If the compiler fails, throws its output.
 */
export async function writeTypes({ root, rooms, outdir }: { root: string; rooms: string[]; outdir: string }): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'infinitio-types-'))
  try {
    for (const room of rooms) copyRoom({ root, room, scratch })
    writeFileSync(join(scratch, 'package.json'), JSON.stringify({ type: 'module' }))
    writeFileSync(join(scratch, 'tsconfig.json'), JSON.stringify(configOf({ root, scratch, outdir })))
    const compiler = join(root, 'node_modules/.bin/tsc')
    await promisify(execFile)(compiler, ['-p', join(scratch, 'tsconfig.json'), '--singleThreaded'], { maxBuffer: 2 ** 26 }).catch(
      (error: { stdout?: string }) => {
        throw new Error((error.stdout || String(error)).slice(0, mostOutput))
      },
    )
    nameCompiledFiles(outdir)
  } finally {
    rmSync(scratch, { recursive: true })
  }
}

function copyRoom({ root, room, scratch }: { root: string; room: string; scratch: string }): void {
  for (const path of listSources(root, `${room}/src`)) {
    if (!path.endsWith('.ts')) continue
    const copy = join(scratch, path.replace('packages/', ''))
    mkdirSync(dirname(copy), { recursive: true })
    writeFileSync(copy, withPaths(readFileSync(join(root, path), 'utf8'), { file: copy, scratch }))
  }
  linkPackages(join(root, room, 'node_modules'), join(scratch, 'node_modules'))
}

/**
 * Links the npm packages that a package uses into one folder for all copied sources. If each package had a separate folder, the compiler could not refer to a
 * type from a dependency of another package.
 */
function linkPackages(from: string, to: string): void {
  for (const name of readdirSync(from)) {
    if (name.startsWith('.') || name === '@infinitio') continue
    const link = join(to, name)
    if (name.startsWith('@')) linkPackages(join(from, name), link)
    else if (!existsSync(link)) {
      mkdirSync(to, { recursive: true })
      symlinkSync(join(from, name), link)
    }
  }
}

/** In import statements, replaces the names of our packages by the relative paths of their entry points. */
function withPaths(text: string, { file, scratch }: { file: string; scratch: string }): string {
  return text.replace(own, (_, quote: string, name: string, entry?: string) => {
    const target = join(scratch, name, 'src', ...(entry === undefined ? [] : [entry]), 'index.ts')
    const path = relative(dirname(file), target)
    return `${quote}${path.startsWith('.') ? path : `./${path}`}${quote}`
  })
}

/** Changes the imports in the declarations from `.ts` to `.js`, because the compiler of another project may refuse a path that ends with `.ts`. */
function nameCompiledFiles(outdir: string): void {
  for (const path of readdirSync(outdir, { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.d.ts')) continue
    const file = join(outdir, path)
    writeFileSync(file, readFileSync(file, 'utf8').replace(ownFile, '$1$2.js$1'))
  }
}

function configOf({ root, scratch, outdir }: { root: string; scratch: string; outdir: string }): object {
  return {
    extends: join(root, 'tsconfig.base.json'),
    include: [join(scratch, 'sdk/src')],
    compilerOptions: {
      noEmit: false,
      declaration: true,
      emitDeclarationOnly: true,
      rootDir: scratch,
      outDir: outdir,
      typeRoots: [join(root, 'node_modules/@types')],
    },
  }
}
