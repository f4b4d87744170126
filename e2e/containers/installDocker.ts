import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { unpackDebian, type UnpackedPlace } from '../../scripts/deploy/unpackDebian.ts'

const firewall = ['iptables', 'libip4tc2', 'libip6tc2', 'libxtables12', 'libnftnl11', 'libmnl0', 'libnfnetlink0', 'libnetfilter-conntrack3']
/** All run on the C library of Debian 12 and later. */
const packages = [
  ...['docker.io', 'docker-cli', 'docker-compose', 'docker-buildx', 'containerd'].map((name) => `${name}/trixie`),
  ...['runc', 'tini', 'slirp4netns', 'libslirp0', 'debootstrap', ...firewall].map((name) => `${name}/bookworm`),
]

/** Where a Docker engine with Compose lies, unpacked from Debian's packages into a cache, once; takes minutes at most. Or in words why there is none. */
export function installDocker(): UnpackedPlace {
  return unpackDebian({ folderName: 'docker-iptables-trixie', packages, needsRoot: true, finish: linkPrograms })
}

/** Relative: the root moves once more. Debian makes the link of iptables when it installs, which nothing does here. */
function linkPrograms(root: string): void {
  const plugins = join(root, 'config', 'cli-plugins')
  mkdirSync(plugins, { recursive: true })
  for (const name of ['docker-compose', 'docker-buildx']) symlinkSync(join('../../usr/libexec/docker/cli-plugins', name), join(plugins, name))
  symlinkSync('xtables-nft-multi', join(root, 'usr/sbin/iptables'))
}
