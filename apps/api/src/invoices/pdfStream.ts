import { deflateSync } from 'node:zlib'

/** Returns a text as a PDF stream, with one byte per character. Pure. */
export const stream = (text: string): string => `<< /Length ${Buffer.byteLength(text, 'latin1')} >>\nstream\n${text}\nendstream`

/** Returns bytes as a compressed PDF stream. `Length1` is the uncompressed length, which PDF requires for fonts. Pure. */
export function packed(bytes: Buffer): string {
  const text = deflateSync(bytes).toString('latin1')
  return `<< /Filter /FlateDecode /Length1 ${bytes.length} /Length ${text.length} >>\nstream\n${text}\nendstream`
}
