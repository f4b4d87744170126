import { inflateRawSync } from 'node:zlib'

const endSignature = 0x06_05_4b_50
const centralSignature = 0x02_01_4b_50
const localSignature = 0x04_03_4b_50
const endBytes = 22
const centralBytes = 46
const localBytes = 30
const [stored, deflated] = [0, 8]

/**
 * Returns the content of one file in a ZIP archive, or null if the archive does not have it or is malformed. The content has at most `mostBytes`, so a small
 * archive cannot fill the memory. Reads no archive above 4 GiB.
 */
export function readZipEntry(zip: Buffer, name: string, mostBytes: number): Buffer | null {
  try {
    const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
    if (end < 0 || zip.readUInt32LE(end) !== endSignature || zip.length < end + endBytes) return null
    let at = zip.readUInt32LE(end + 16)
    for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
      if (zip.readUInt32LE(at) !== centralSignature) return null
      const nameBytes = zip.readUInt16LE(at + 28)
      const found = zip.toString('utf8', at + centralBytes, at + centralBytes + nameBytes)
      if (found === name) return contentOf(zip, at, mostBytes)
      at += centralBytes + nameBytes + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
    }
    return null
  } catch {
    // A number in the archive points outside of it, the content is not compressed as it should be, or it is larger than allowed.
    return null
  }
}

function contentOf(zip: Buffer, central: number, mostBytes: number): Buffer | null {
  const method = zip.readUInt16LE(central + 10)
  const packedBytes = zip.readUInt32LE(central + 20)
  const local = zip.readUInt32LE(central + 42)
  if (zip.readUInt32LE(local) !== localSignature) return null
  const from = local + localBytes + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
  const packed = zip.subarray(from, from + packedBytes)
  if (packed.length !== packedBytes) return null
  if (method === stored) return packed.length <= mostBytes ? Buffer.from(packed) : null
  return method === deflated ? inflateRawSync(packed, { maxOutputLength: mostBytes }) : null
}
