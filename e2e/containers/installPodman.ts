import { spawnSync } from 'node:child_process'
import { unpackDebian, type UnpackedPlace } from '../../scripts/deploy/unpackDebian.ts'

const engine = ['podman', 'conmon', 'runc', 'netavark', 'golang-github-containers-common', 'golang-github-containers-image']
const libraries = ['libgpgme11', 'libassuan0', 'libsubid4', 'libdevmapper1.02.1', 'libseccomp2', 'libglib2.0-0']
/** One program with no library: from it a test makes an image without any registry. */
const forImages = ['busybox-static']
const packages = [...engine, ...libraries, ...forImages].map((name) => `${name}/bookworm`)

/**
 * Where Podman 4.3 lies, unpacked from Debian's packages into a cache, once (18 MB). Or in words why there is none: also where this machine
 * does not let the test mount a file, which leases' disks need.
 */
export function installPodman(): UnpackedPlace {
  const place = unpackDebian({ folderName: 'podman-bookworm', packages, needsRoot: true })
  if ('missing' in place) return place
  const tools = ['mount', 'umount', 'losetup', 'fallocate', 'mkfs.ext4', 'tar'].filter((name) => spawnSync('which', [name]).status !== 0)
  if (tools.length > 0) return { missing: `it takes ${tools.join(', ')}` }
  if (spawnSync('losetup', ['--find']).status !== 0) return { missing: 'this machine has no loop devices' }
  return place
}
