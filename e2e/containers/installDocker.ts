import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { unpackDebian, type UnpackedPlace } from '../../scripts/deploy/unpackDebian.ts'

/** All run on the C library of Debian 12 and later. */
const packages = [
  ...['docker.io', 'docker-cli', 'docker-compose', 'docker-buildx', 'containerd'].map((name) => `${name}/trixie`),
  ...['runc', 'tini', 'slirp4netns', 'libslirp0', 'debootstrap'].map((name) => `${name}/bookworm`),
]

/** Where a Docker engine with Compose lies, unpacked from Debian's packages into a cache, once; takes minutes at most. Or in words why there is none. */
export function installDocker(): UnpackedPlace {
  return unpackDebian({ folderName: 'docker-trixie', packages, needsRoot: true, finish: linkPlugins })
}

/** Relative: the root moves once more. */
function linkPlugins(root: string): void {
  const plugins = join(root, 'config', 'cli-plugins')
  mkdirSync(plugins, { recursive: true })
  for (const name of ['docker-compose', 'docker-buildx']) symlinkSync(join('../../usr/libexec/docker/cli-plugins', name), join(plugins, name))
}
