import type { Candidate } from './candidate.ts'

/**
 * Groups services that belong to the same owner: services with the same payee or the same host are in one group, and so are services that a chain of such pairs
 * connects. A group gets the weight of one service, so that nobody gets more traffic by registering many services.
 */
export function ownersOf<Owned extends Pick<Candidate, 'payee' | 'site'>>(candidates: readonly Owned[]): readonly (readonly Owned[])[] {
  const parent = candidates.map((_, index) => index)
  const firstOf = { payee: new Map<string, number>(), site: new Map<string, number>() }
  const join = (firsts: Map<string, number>, name: string, index: number) => {
    const first = firsts.get(name)
    if (first === undefined) firsts.set(name, index)
    else parent[rootOf(parent, index)] = rootOf(parent, first)
  }
  candidates.forEach(({ payee, site }, index) => {
    join(firstOf.payee, payee, index)
    join(firstOf.site, site, index)
  })
  if (firstOf.payee.size === candidates.length && firstOf.site.size === candidates.length) return candidates.map((candidate) => [candidate])
  const groups = new Map<number, Owned[]>()
  candidates.forEach((candidate, index) => {
    const root = rootOf(parent, index)
    const group = groups.get(root)
    if (group === undefined) groups.set(root, [candidate])
    else group.push(candidate)
  })
  return [...groups.values()]
}

function rootOf(parent: readonly number[], index: number): number {
  let root = index
  while (parent[root] !== root) root = parent[root] as number
  return root
}
