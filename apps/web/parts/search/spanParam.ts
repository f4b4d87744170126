/** Returns the parameter of a machine's address for a lease of these seconds. Whole hours are written as hours, as searches write them. */
export function spanParam(seconds: number): string {
  return seconds % 3_600 === 0 ? `hours=${seconds / 3_600}` : `seconds=${seconds}`
}
