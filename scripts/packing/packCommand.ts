import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { build, stop } from 'esbuild'
import { bundleLeaseProver } from './bundleLeaseProver.ts'
import { cachedFolder } from './cachedFolder.ts'
import { copyPackage } from './copyPackage.ts'
import { packSdk } from './packSdk.ts'
import { packedCommandFolder } from './packedCommandFolder.ts'
import { packedAsTheyAre, packedBanner, packedPlaces, programsFolder } from './packedPlaces.ts'

/** The command-line program, and all programs that it or one of these programs starts as a separate process. */
const programs = [
  'packages/cli/src/main.ts',
  'packages/cli/src/dev/model/server/main.ts',
  ...['provide', 'main', 'provision', 'prove', 'prover', 'prepareLeaseProver', 'ssh/sftp/main', 'runtime/relay/main'].map(
    (name) => `apps/agent/src/${name}.ts`,
  ),
]
/** Files that the programs read while they run. */
const files = [
  'packages/cli/package.json',
  'packages/cli/src/dev/model/runtimePackages.json',
  'apps/agent/package.json',
  'packages/adapter-algorithm/package.json',
  ...['main', 'worker'].map((name) => `packages/adapter-algorithm/src/generated/child/${name}.mjs`),
  'apps/agent/src/runtime/local/scp.bash',
  'deploy/systemd/infinitio-agent.service',
]
const topFolder = 'infinitio'
const executable = 0o755
/** With these options, tar makes the same bytes from the same sources, so that anyone can rebuild the archive and compare its SHA-256. */
const sameBytes = [
  ...['--sort=name', '--mtime=UTC 2020-01-01', '--owner=0', '--group=0', '--numeric-owner', '--mode=u+rw,go+r-w,a+X'],
  '--use-compress-program=gzip -n -9',
]

/**
 * Packs the command-line program with the programs of the agent, its installer, and the SDK for programs, into a folder, unless these sources were already
 * packed. Returns the folder. The packed command needs Node 24 and no other file of this repository. Throws on any platform other than Linux x64, because the
 * archive contains programs for that platform. Also throws if the sources change during the build.
 */
export async function packCommand(root: string): Promise<string> {
  const { platform, arch } = process
  if (platform !== 'linux' || arch !== 'x64') throw new Error(`The command is packed on Linux x64 only. This is ${platform} ${arch}.`)
  return await cachedFolder({ nameNow: () => packedCommandFolder(root), fill: (part) => fillFolder(root, part) })
}

async function fillFolder(root: string, part: string): Promise<void> {
  const top = join(part, topFolder)
  await fillTop(root, top)
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  const archive = `infinitio-${version}-linux-x64.tar.gz`
  execFileSync('tar', [...sameBytes, '-cf', join(part, archive), '-C', part, topFolder])
  rmSync(top, { recursive: true })
  await packSdk({ root, out: part })
  writeFileSync(join(part, 'install.sh'), installer({ root, version, archive, content: readFileSync(join(part, archive)) }))
}

async function fillTop(root: string, top: string): Promise<void> {
  const below = join(top, programsFolder)
  await bundle({ root, outdir: below, entries: programs })
  await bundleLeaseProver({ root, outfile: join(below, 'apps/agent/src/leaseProver.mjs') })
  await stop()
  // Programs start each other by the paths of their source files. So write a file at each of these paths that imports the packed program.
  for (const program of programs) writeFileSync(join(below, program), `import './${basename(program, '.ts')}.mjs'\n`)
  for (const path of files) cpSync(join(root, path), join(below, path))
  for (const name of packedAsTheyAre) copyPackage(name, { from: join(root, 'apps/agent'), to: join(below, 'node_modules') })
  for (const name of ['LICENSE', 'docs/third-party-licences.md']) cpSync(join(root, name), join(top, basename(name)))
  mkdirSync(join(top, 'bin'))
  cpSync(join(root, 'deploy/install/launcher.sh'), join(top, 'bin/infinitio'))
  chmodSync(join(top, 'bin/infinitio'), executable)
}

/** Returns the install script for an archive. The server that sends the script inserts its own address. */
function installer({ root, version, archive, content }: { root: string; version: string; archive: string; content: Buffer }): string {
  const hash = createHash('sha256').update(content).digest('hex')
  return readFileSync(join(root, 'deploy/install/install.sh'), 'utf8')
    .replaceAll('@SHA256@', hash)
    .replaceAll('@FILE@', archive)
    .replaceAll('@VERSION@', version)
    .replaceAll('@FOLDER@', `${version}-${hash.slice(0, 12)}`)
}

type Bundle = { root: string; outdir: string; entries: readonly string[] }

async function bundle({ root, outdir, entries }: Bundle): Promise<void> {
  await build({
    entryPoints: Object.fromEntries(entries.map((program) => [program.replace(/\.ts$/, ''), join(root, program)])),
    outdir,
    absWorkingDir: root,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    minifySyntax: true,
    logLevel: 'error',
    banner: { js: `${packedBanner};` },
    plugins: [packedPlaces(root)],
  })
}
