const headerBytes = 12
const typeA = 1

/**
 * Returns a name server's answer to a question. It contains the IPv4 address from `lookUp` with a lifetime of 0, or no record if the question is about another
 * type of record. Returns null for a malformed question.
 */
export function dnsAnswer(question: Buffer, lookUp: (name: string) => string | undefined): Buffer | null {
  const labels: string[] = []
  let at = headerBytes
  for (let length = question[at] ?? 0; length > 0; length = question[at] ?? 0) {
    labels.push(question.toString('latin1', at + 1, at + 1 + length))
    at += 1 + length
  }
  const end = at + 5
  if (question.length < end) return null
  const address = question.readUInt16BE(at + 1) === typeA ? lookUp(labels.join('.')) : undefined
  const header = Buffer.alloc(headerBytes)
  question.copy(header, 0, 0, 2)
  header.writeUInt16BE(0x8180, 2)
  header.writeUInt16BE(1, 4)
  header.writeUInt16BE(address === undefined ? 0 : 1, 6)
  const parts = [header, question.subarray(headerBytes, end)]
  // The encoded record of the answer: a reference to the name in the question, the type, class, lifetime and length, and the address.
  if (address !== undefined) parts.push(Buffer.from([0xc0, headerBytes, 0, typeA, 0, 1, 0, 0, 0, 0, 0, 4, ...address.split('.').map(Number)]))
  return Buffer.concat(parts)
}
