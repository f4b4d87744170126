import type { Stats } from 'node:fs'
import type { SftpReader } from './sftpReader.ts'
import { uint32, uint64 } from './sftpReply.ts'
import { attributeFlag } from './sftpWords.ts'

/** File attributes that an SFTP client sets; null for an attribute that it does not set. Times are in seconds. */
export type WantedAttributes = {
  size: number | null
  owner: { uid: number; gid: number } | null
  mode: number | null
  times: { accessed: number; changed: number } | null
}

const mostExtensions = 16

/** Parses an attribute block. Skips extended attributes, because this server supports none. */
export function readAttributes(reader: SftpReader): WantedAttributes {
  const flags = reader.uint32()
  const has = (flag: number): boolean => (flags & flag) !== 0
  const size = has(attributeFlag.size) ? reader.uint64() : null
  const owner = has(attributeFlag.owner) ? { uid: reader.uint32(), gid: reader.uint32() } : null
  const mode = has(attributeFlag.mode) ? reader.uint32() & 0o7777 : null
  const times = has(attributeFlag.times) ? { accessed: reader.uint32(), changed: reader.uint32() } : null
  if (has(attributeFlag.extended)) {
    const pairs = Math.min(reader.uint32(), mostExtensions)
    for (let count = 0; count < pairs * 2; count += 1) reader.bytes()
  }
  return { size, owner, mode, times }
}

/** Encodes the attribute block of a file. */
export function attributeBytes(stats: Stats): Buffer {
  const { size, owner, mode, times } = attributeFlag
  return Buffer.concat([
    uint32(size | owner | mode | times),
    uint64(stats.size),
    ...[stats.uid, stats.gid, stats.mode, seconds(stats.atimeMs), seconds(stats.mtimeMs)].map(uint32),
  ])
}

/** Returns the line that `ls -l` would print for a file. Clients show it unchanged. */
export function longName(name: Buffer, stats: Stats): Buffer {
  const date = new Date(stats.mtimeMs).toISOString()
  const when = `${date.slice(0, 10)} ${date.slice(11, 16)}`
  const owner = `${String(stats.uid).padEnd(8)} ${String(stats.gid).padEnd(8)}`
  return Buffer.concat([
    Buffer.from(`${modeText(stats)} ${String(stats.nlink).padStart(3)} ${owner} ${String(stats.size).padStart(8)} ${when} `),
    name,
  ])
}

function modeText(stats: Stats): string {
  const kinds: Record<number, string> = { 1: 'p', 2: 'c', 4: 'd', 6: 'b', 10: 'l', 12: 's' }
  const bits = [...(stats.mode & 0o777).toString(2).padStart(9, '0')]
  return (kinds[stats.mode >> 12] ?? '-') + bits.map((bit, index) => (bit === '1' ? 'rwx'.charAt(index % 3) : '-')).join('')
}

/** Converts a time to seconds. Version 3 of SFTP cannot store times before 1970 or after 2106, so they are limited to this range. */
function seconds(timeMs: number): number {
  return Math.min(0xffff_ffff, Math.max(0, Math.floor(timeMs / 1000)))
}
