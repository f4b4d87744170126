import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { unpackDebian, type UnpackedPlace } from '../../scripts/deploy/installPromtool.ts'

const firewall = ['iptables', 'libip4tc2', 'libip6tc2', 'libxtables12', 'libnftnl11', 'libmnl0', 'libnfnetlink0', 'libnetfilter-conntrack3']
/** The packages for the engine. All of them run on the C library of Debian 12 and later. */
const packages = [
  ...['docker.io', 'docker-cli', 'docker-compose', 'docker-buildx', 'containerd'].map((name) => `${name}/trixie`),
  ...['runc', 'tini', 'slirp4netns', 'libslirp0', 'debootstrap', ...firewall].map((name) => `${name}/bookworm`),
]

/**
 * Unpacks a Docker engine with Compose from Debian's packages into a cache, unless it is there already; this takes up to some minutes. Returns the folder, or
 * the reason why the engine is unavailable.
 */
export function installDocker(): UnpackedPlace {
  return unpackDebian({ folderName: 'docker-iptables-trixie', packages, needsRoot: true, finish: linkPrograms })
}

/**
 * Makes the links that Docker needs to its plugins and to iptables. They are relative, because the folder is moved afterwards. Debian's installer would create
 * the link of iptables, but here the packages are only unpacked.
 */
function linkPrograms(root: string): void {
  const plugins = join(root, 'config', 'cli-plugins')
  mkdirSync(plugins, { recursive: true })
  for (const name of ['docker-compose', 'docker-buildx']) symlinkSync(join('../../usr/libexec/docker/cli-plugins', name), join(plugins, name))
  symlinkSync('xtables-nft-multi', join(root, 'usr/sbin/iptables'))
}
