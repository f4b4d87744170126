/** Returns a number from 0 to `below` − 1, evenly spread. Only the seed, the step and the question decide it (MurmurHash3's finaliser). */
export function drawNumber({ seed, step, question, below }: { seed: number; step: number; question: number; below: number }): number {
  let mixed = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(step + 1, 0xc2b2ae35) ^ Math.imul(question + 1, 0x27d4eb2f)
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return ((mixed ^ (mixed >>> 16)) >>> 0) % below
}
