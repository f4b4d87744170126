const codeDigits = 3

/**
 * Reads the output of a job as it comes, in whatever pieces: `take` gives what is the command's own, and its exit code once the mark has come. What may be the
 * beginning of the mark is held back until more comes.
 */
export function outputEnd(mark: string): { take(piece: Buffer): { bytes: Buffer; code: number | null } } {
  const marked = Buffer.from(mark)
  let held = Buffer.alloc(0)
  return {
    take(piece) {
      const all = Buffer.concat([held, piece])
      const at = all.indexOf(marked)
      const end = at === -1 ? all.length - beginningAtEnd(all, marked) : at
      held = Buffer.from(all.subarray(end))
      const digits = at === -1 ? '' : held.subarray(marked.length, marked.length + codeDigits).toString('latin1')
      return { bytes: all.subarray(0, end), code: digits.length === codeDigits ? Number(digits) : null }
    },
  }
}

/** How many of the last bytes are the first ones of the mark. */
function beginningAtEnd(all: Buffer, mark: Buffer): number {
  for (let length = Math.min(mark.length - 1, all.length); length > 0; length -= 1)
    if (all.subarray(all.length - length).equals(mark.subarray(0, length))) return length
  return 0
}
