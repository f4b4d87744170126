import { readdir, readFile, readlink } from 'node:fs/promises'
import { leaseProcesses } from './leaseProcesses.ts'
import type { LocalSandbox } from './localSandbox.ts'

/** A listening TCP socket of this machine as the kernel lists it; `address` is the kernel's hex. */
export type ListeningSocket = { address: string; port: number; uid: number; inode: string }

const anyV4 = '00000000'
const anyV6 = '0'.repeat(32)
const loopbackV6 = '00000000000000000000000001000000'
const mappedV4 = /^0000000000000000FFFF0000([0-9A-F]{8})$/

/**
 * Returns the loopback addresses to try, in this order, for a port on which a process of this lease listens. Returns an empty list, so that nothing is
 * forwarded, in three cases: no process of the lease listens, another user's socket gets the connections to its addresses, or the system has no /proc and so
 * does not show whose process listens.
 */
export async function ownAddresses({ sandbox, port }: { sandbox: Pick<LocalSandbox, 'home' | 'owner'>; port: number }): Promise<string[]> {
  const files = ['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFile(file, 'latin1').catch(() => ''))
  const listening = (await Promise.all(files)).flatMap(listeningSockets).filter((socket) => socket.port === port)
  if (listening.length === 0) return []
  const { owner } = sandbox
  if (owner !== null) return reachableAddresses(listening, (socket) => socket.uid === owner.uid)
  const inodes = await socketsOfLease(sandbox)
  return reachableAddresses(listening, (socket) => inodes.has(socket.inode))
}

/** Parses the sockets in state LISTEN from a table like /proc/net/tcp. */
export function listeningSockets(table: string): ListeningSocket[] {
  return table.split('\n').flatMap((line) => {
    const [, local = '', , state, , , , uid, , inode] = line.trim().split(/\s+/)
    const [address = '', port = ''] = local.split(':')
    return state === '0A' && inode !== undefined ? [{ address, port: Number.parseInt(port, 16), uid: Number(uid), inode }] : []
  })
}

/**
 * Returns the loopback addresses of one port that lead only to sockets for which `isOwn` is true. The kernel prefers the socket with the most specific
 * listening address. So an address is left out if a socket of another user listens on exactly that address.
 */
export function reachableAddresses(listening: readonly ListeningSocket[], isOwn: (socket: ListeningSocket) => boolean): string[] {
  const foreign = new Set(listening.filter((socket) => !isOwn(socket)).map((socket) => v4Of(socket.address)))
  const own = listening.filter(isOwn).flatMap(({ address }) => {
    if (address === loopbackV6) return ['::1']
    if (address === anyV6) return [...(foreign.has(loopbackV6) ? [] : ['::1']), ...(foreign.has(anyV4) ? [] : wildcard(foreign))]
    const v4 = v4Of(address)
    if (v4 === anyV4) return wildcard(foreign)
    return v4.length === 8 && v4.endsWith('7F') ? [dotted(v4)] : []
  })
  return [...new Set(own)]
}

function wildcard(foreign: ReadonlySet<string>): string[] {
  return foreign.has('0100007F') ? [] : ['127.0.0.1']
}

function v4Of(address: string): string {
  return mappedV4.exec(address)?.[1] ?? address
}

/**
 * Returns an IPv4 address in dotted form. The kernel prints it as one number in the machine's byte order. All Linux platforms of Node 24 that this project
 * supports are little-endian.
 */
function dotted(address: string): string {
  return [...Buffer.from(address, 'hex')].toReversed().join('.')
}

async function socketsOfLease(sandbox: Pick<LocalSandbox, 'home' | 'owner'>): Promise<Set<string>> {
  const pids = await leaseProcesses(sandbox)
  const links = await Promise.all(
    pids.map(async (pid) => {
      const descriptors = await readdir(`/proc/${pid}/fd`).catch(() => [] as string[])
      return Promise.all(descriptors.map((descriptor) => readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => '')))
    }),
  )
  return new Set(links.flat().flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []))
}
