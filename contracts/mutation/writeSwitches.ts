import type { MutationSite } from './mutationSite.ts'

/** A mutant with the number that selects it (see MutantLib.sol). */
export type NumberedSite = MutationSite & { readonly mutant: number }

/** Returns the source with every mutant in it, each behind its own switch. With all switches off, it behaves as before. */
export function writeSwitches({ source, sites, importPath }: { source: Buffer; sites: readonly NumberedSite[]; importPath: string }): string {
  const ordered = sites.toSorted((a, b) => a.start - b.start || b.end - a.end || a.mutant - b.mutant)
  const text = render({ source, sites: ordered, start: 0, end: source.length })
  return text.replace(/^pragma solidity .*$/m, (pragma) => `${pragma}\nimport {MutantLib} from "${importPath}";`)
}

function render({ source, sites, start, end }: { source: Buffer; sites: readonly NumberedSite[]; start: number; end: number }): string {
  let text = ''
  let place = start
  for (let next = 0; next < sites.length; ) {
    const outer = sites[next] as NumberedSite
    const inside = sites.slice(next).filter((site) => site.end <= outer.end)
    const same = inside.filter((site) => site.start === outer.start && site.end === outer.end && site.kind === outer.kind)
    const rest = inside.filter((site) => !same.includes(site))
    text += source.subarray(place, outer.start).toString('utf8')
    const inner = render({ source, sites: rest, start: outer.start, end: outer.end })
    place = outer.end
    if (outer.kind === 'statement') {
      // The syntax node of a statement ends before its semicolon, so the semicolon is added here.
      if (source[place] === 0x3b) place += 1
      text += `{ if (!MutantLib.on(${outer.mutant})) { ${inner}; } }`
    } else {
      text += `(${same.map((site) => `MutantLib.on(${site.mutant}) ? (${site.replacement}) : `).join('')}(${inner}))`
    }
    next += inside.length
  }
  return text + source.subarray(place, end).toString('utf8')
}
