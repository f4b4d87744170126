/**
 * Returns the known key that an unknown one was most likely meant to be, or undefined if none is near. Near means that at most a third of the letters of the
 * longer one, or one letter, differ.
 */
export function nearestKey(unknown: string, known: readonly string[]): string | undefined {
  const near = known
    .map((key) => ({ key, distance: editDistance(unknown.slice(0, 64).toLowerCase(), key.toLowerCase()) }))
    .filter(({ key, distance }) => distance <= Math.max(1, Math.floor(Math.max(key.length, Math.min(unknown.length, 64)) / 3)))
    .sort((one, other) => one.distance - other.distance)
  return near[0]?.key
}

/** Returns how many letters must be inserted, removed, replaced, or swapped with their neighbour to change one text into the other. */
function editDistance(one: string, other: string): number {
  let before: number[] = []
  let above = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (const [row, letter] of [...one].entries()) {
    const line = [row + 1]
    for (let at = 0; at < other.length; at += 1) {
      const replaced = (above[at] ?? 0) + (letter === other[at] ? 0 : 1)
      const isSwapped = row > 0 && at > 0 && letter === other[at - 1] && one[row - 1] === other[at]
      const swapped = isSwapped ? (before[at - 1] ?? 0) + 1 : replaced
      line.push(Math.min((above[at + 1] ?? 0) + 1, (line[at] ?? 0) + 1, replaced, swapped))
    }
    before = above
    above = line
  }
  return above[other.length] ?? 0
}
