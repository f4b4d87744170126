/** Words that differ by more than this many letters are not similar. */
const mostChanges = 2

/** Returns the known word that differs from `typed` in the fewest letters, or null if all differ in more than two. */
export function nearestWord(typed: string, words: readonly string[]): string | null {
  const measured = words.map((word) => ({ word, changes: changesBetween(typed, word) }))
  const [nearest] = measured.sort((a, b) => a.changes - b.changes)
  return nearest === undefined || nearest.changes > mostChanges ? null : nearest.word
}

/** Returns how many changes turn one word into the other. A change inserts, deletes or replaces a letter, or swaps two neighbouring letters. */
function changesBetween(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, index) => index)]
  const cell = (row: number, column: number) => rows[row]?.[column] ?? Number.POSITIVE_INFINITY
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row]
    rows.push(line)
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1]
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
      line[column] = Math.min(
        ...[cell(row - 1, column) + 1, cell(row, column - 1) + 1, cell(row - 1, column - 1) + (same ? 0 : 1)],
        swapped ? cell(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
      )
    }
  }
  return cell(one.length, other.length)
}
