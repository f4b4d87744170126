import { deflateSync } from 'node:zlib'

/** Text as a stream of a PDF: one sign a byte. Pure. */
export const stream = (text: string): string => `<< /Length ${Buffer.byteLength(text, 'latin1')} >>\nstream\n${text}\nendstream`

/** Bytes as a stream, packed. `Length1` of it, what they are unpacked, is asked of fonts. Pure. */
export function packed(bytes: Buffer): string {
  const text = deflateSync(bytes).toString('latin1')
  return `<< /Filter /FlateDecode /Length1 ${bytes.length} /Length ${text.length} >>\nstream\n${text}\nendstream`
}
