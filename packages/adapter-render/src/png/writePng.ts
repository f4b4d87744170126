import { crc32 } from 'node:zlib'
import type { Png } from './readPng.ts'

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** Returns a PNG file that has its size and its pixels, and nothing else. */
export function writePng({ width, height, rows }: Png): Uint8Array {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  return new Uint8Array(Buffer.concat([Buffer.from(signature), part('IHDR', head), part('IDAT', rows), part('IEND', new Uint8Array())]))
}

function part(kind: string, content: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(kind), content])
  const bytes = Buffer.alloc(named.length + 8)
  bytes.writeUInt32BE(content.length, 0)
  named.copy(bytes, 4)
  bytes.writeUInt32BE(crc32(named), named.length + 4)
  return bytes
}
