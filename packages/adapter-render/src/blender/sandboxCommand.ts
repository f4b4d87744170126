import { existsSync, lstatSync, readlinkSync } from 'node:fs'
import type { Blender } from './findBlender.ts'

/** The path of the scene in the sandbox. */
export const sceneInside = '/scene.blend'

const systemFolders = ['/usr', '/bin', '/sbin', '/lib', '/lib64', '/etc/ld.so.cache', '/etc/fonts'] as const
/** The most bytes of all files that Blender writes. */
const tmpBytes = 268_435_456

type Sandboxed = { readonly scene: string | null; readonly order: string; readonly code: string; readonly blender: Blender }

/**
 * Returns the command that runs Blender in Bubblewrap: without network, in its own process and user namespace, with an empty environment. It reads the system's
 * programs, Blender and the scene, and writes only to its memory. If this process ends, so does Blender.
 */
export function sandboxCommand({ blender, scene, order, code }: Sandboxed): readonly string[] {
  const folders = blender.folders.filter((folder) => !folder.startsWith('/usr/') && folder !== '/usr')
  return [
    ...[blender.sandbox, '--unshare-all', '--die-with-parent', '--new-session', '--clearenv', '--cap-drop', 'ALL'],
    ...systemFolders.filter((path) => existsSync(path)).flatMap(mountOf),
    ...['--proc', '/proc', '--dev', '/dev', '--size', String(tmpBytes), '--tmpfs', '/tmp', '--chdir', '/tmp'],
    ...folders.flatMap((folder) => ['--ro-bind', folder, folder]),
    ...(scene === null ? [] : ['--ro-bind', scene, sceneInside]),
    ...Object.entries({ HOME: '/tmp', TMPDIR: '/tmp', LC_ALL: 'C', TZ: 'UTC', RENDER_ORDER: order }).flatMap((pair) => ['--setenv', ...pair]),
    // Without these, the root and /dev are file systems in memory that Blender could fill.
    ...['--remount-ro', '/dev', '--remount-ro', '/'],
    ...['--', blender.program, ...blender.arguments, code],
  ]
}

function mountOf(path: string): readonly string[] {
  return lstatSync(path).isSymbolicLink() ? ['--symlink', readlinkSync(path), path] : ['--ro-bind', path, path]
}
