import { existsSync, lstatSync, readdirSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { Blender } from './findBlender.ts'

/** The path of the scene in the sandbox. */
export const sceneInside = '/scene.blend'

const systemFolders = ['/usr', '/bin', '/sbin', '/lib', '/lib64', '/etc/ld.so.cache', '/etc/fonts'] as const
/** The most bytes of all files that Blender writes. */
const tmpBytes = 268_435_456

type Sandboxed = { readonly scene: string | null; readonly order: string; readonly code: string; readonly blender: Blender }

/**
 * Returns the command that runs Blender in Bubblewrap: without network, in its own process and user namespace, with an empty environment. It reads the system's
 * programs, Blender and the scene, and writes only to its memory. It cannot create another user namespace, in which an attack on the kernel would begin, nor
 * read the state of this computer in `/proc`. If this process ends, so does Blender.
 */
export function sandboxCommand({ blender, scene, order, code }: Sandboxed): readonly string[] {
  const folders = blender.folders.filter((folder) => !folder.startsWith('/usr/') && folder !== '/usr')
  return [
    ...[
      blender.sandbox,
      '--unshare-all',
      '--unshare-user',
      '--disable-userns',
      '--die-with-parent',
      '--new-session',
      '--clearenv',
      '--cap-drop',
      'ALL',
    ],
    ...systemFolders.filter((path) => existsSync(path)).flatMap(mountOf),
    ...[
      '--proc',
      '/proc',
      ...machineFiles().flatMap((path) => ['--ro-bind', '/dev/null', path]),
      '--dev',
      '/dev',
      '--size',
      String(tmpBytes),
      '--tmpfs',
      '/tmp',
      '--chdir',
      '/tmp',
    ],
    ...folders.flatMap((folder) => ['--ro-bind', folder, folder]),
    ...(scene === null ? [] : ['--ro-bind', scene, sceneInside]),
    ...Object.entries({ HOME: '/tmp', TMPDIR: '/tmp', LC_ALL: 'C', TZ: 'UTC', RENDER_ORDER: order }).flatMap((pair) => ['--setenv', ...pair]),
    // Without these, the root and /dev are file systems in memory that Blender could fill.
    ...['--remount-ro', '/dev', '--remount-ro', '/'],
    ...['--', blender.program, ...blender.arguments, code],
  ]
}

/** Returns the files of `/proc` with facts of the whole computer, such as its memory and how long it runs. */
function machineFiles(): readonly string[] {
  return readdirSync('/proc', { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [join('/proc', entry.name)] : []))
}

function mountOf(path: string): readonly string[] {
  return lstatSync(path).isSymbolicLink() ? ['--symlink', readlinkSync(path), path] : ['--ro-bind', path, path]
}
