import { pick } from './randomFrom.ts'

/** Returns a copy of recorded bytes with one to four faults. A fault changes bits or bytes, removes, repeats or inserts a piece, or cuts off the end. */
export function mutateBytes(bytes: Buffer, random: () => number): Buffer {
  let mutated: Buffer = Buffer.from(bytes)
  for (let faults = 1 + Math.floor(random() * 4); faults > 0; faults -= 1) mutated = fault(mutated, random)
  return mutated
}

function fault(bytes: Buffer, random: () => number): Buffer {
  const at = Math.floor(random() * (bytes.length + 1))
  const length = Math.floor(random() * 40)
  const noise = Buffer.from(Array.from({ length: 1 + length }, () => Math.floor(random() * 256)))
  const kind = pick(['flip', 'set', 'cut', 'twice', 'noise', 'end', 'huge'] as const, random)
  const changed = Buffer.from(bytes)
  switch (kind) {
    case 'flip':
      if (at < changed.length) changed[at] = (changed[at] ?? 0) ^ (1 << Math.floor(random() * 8))
      return changed
    case 'set':
      if (at < changed.length) changed[at] = pick([0, 1, 0x7f, 0x80, 0xff], random)
      return changed
    case 'cut':
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)])
    case 'twice':
      return Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at)])
    case 'noise':
      return Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at)])
    case 'end':
      return bytes.subarray(0, at)
    case 'huge':
      changed.fill(0xff, at, Math.min(at + 4, changed.length))
      return changed
    default:
      return kind satisfies never
  }
}
