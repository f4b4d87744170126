import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { unpackDebian, type UnpackedPlace } from '../../scripts/deploy/installPromtool.ts'

const libraries = ['libc6', 'libgcc-s1', 'libstdc++6', 'libtinfo6', 'libncursesw6', 'libreadline8', 'libsqlite3-0', 'libssl3', 'libexpat1', 'zlib1g']
const moreLibraries = ['libbz2-1.0', 'liblzma5', 'libffi8', 'libuuid1', 'libdb5.3', 'libnsl2', 'libtirpc3', 'libcom-err2', 'libgssapi-krb5-2']
const evenMoreLibraries = ['libkrb5-3', 'libk5crypto3', 'libkrb5support0', 'libkeyutils1', 'media-types', 'netbase', 'base-files', 'bash', 'tzdata']
const python = ['python3.11', 'python3.11-minimal', 'libpython3.11-stdlib', 'libpython3.11-minimal', 'python3-minimal', 'python3-distutils']
const pip = ['python3-lib2to3', 'python3.11-venv', 'python3-pip-whl', 'python3-setuptools-whl']
const packages = [...libraries, ...moreLibraries, ...evenMoreLibraries, ...python, ...pip].map((name) => `${name}/bookworm`)

const certificates = '/etc/ssl/certs/ca-certificates.crt'
/**
 * The device files (name and minor number) that programs need during the installation. They are deleted afterwards, because the container engine creates them
 * in each container.
 */
const devices = [
  ['null', '3'],
  ['urandom', '9'],
] as const

/**
 * The parts of an installation: the name of its folder in the cache, the path of its virtual environment, and a function that installs packages into the root
 * file system. The function's argument `pip` runs the program pip of the virtual environment, and throws an error with pip's output if pip fails.
 */
type PythonPlan = { folderName: string; venv: string; fill: (root: string, pip: (args: readonly string[]) => void) => void }

/**
 * Creates a root file system with Debian's Python, a virtual environment, and the packages that `fill` adds from PyPI. The result is stored in the user's
 * cache, so this happens only once. Returns its folder, or the reason why it cannot be created.
 */
export function installPython({ folderName, ...plan }: PythonPlan): UnpackedPlace {
  try {
    return unpackDebian({ folderName: `python-${folderName}`, packages, needsRoot: true, finish: (root) => fillRoot(root, plan) })
  } catch (error) {
    return { missing: `PyPI does not give ${folderName}: ${error instanceof Error ? error.message.slice(-300) : String(error)}` }
  }
}

function fillRoot(root: string, { venv, fill }: Pick<PythonPlan, 'venv' | 'fill'>): void {
  try {
    symlinkSync('bash', join(root, 'bin/sh'))
    writeFileSync(join(root, 'etc/passwd'), 'root:x:0:0:root:/root:/bin/sh\n')
    writeFileSync(join(root, 'etc/group'), 'root:x:0:\n')
    mkdirSync(join(root, dirname(certificates)), { recursive: true })
    copyFileSync(certificates, join(root, certificates))
    // These files are needed only during the installation. A lease gets other ones from its machine.
    for (const file of ['etc/resolv.conf', 'etc/hosts']) copyFileSync(join('/', file), join(root, file))
    for (const [name, number] of devices) run('mknod', ['-m', '666', join(root, 'dev', name), 'c', '1', number])
    run('chroot', [root, '/usr/bin/python3', '-m', 'venv', venv])
    fill(root, (args) => run('chroot', [root, `${venv}/bin/pip`, ...args]))
    for (const path of ['etc/resolv.conf', 'etc/hosts', ...devices.map(([name]) => `dev/${name}`)]) rmSync(join(root, path), { recursive: true })
  } catch (error) {
    rmSync(dirname(root), { recursive: true, force: true })
    throw error
  }
}

function run(file: string, args: readonly string[]): void {
  const { PIP_FIND_LINKS: _ofThisMachine, ...env } = process.env
  const { status, stderr, error } = spawnSync(file, args, { env, encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] })
  if (status !== 0) throw new Error(`${file} ended with ${status}: ${error?.message ?? stderr}`)
}
