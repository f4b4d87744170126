/** Returns the parameters that a page's URL has exactly once, from the `searchParams` that Next passes. Leaves out repeated parameters. */
export function textParams(params: Readonly<Record<string, string | string[] | undefined>>): URLSearchParams {
  return new URLSearchParams(
    Object.entries(params).flatMap(([name, value]): [string, string][] => (typeof value === 'string' ? [[name, value]] : [])),
  )
}
