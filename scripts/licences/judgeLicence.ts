import parse, { type ConjunctionInfo, type LicenseInfo } from 'spdx-expression-parse'

/**
 * Our decision about a licence in the software that we ship. `weak` is a weak copyleft, which we ship and list; `refused` may not be shipped; nobody has
 * decided about `unknown` yet.
 */
export type Judgement = 'permissive' | 'weak' | 'unknown' | 'refused'

const order: Judgement[] = ['permissive', 'weak', 'unknown', 'refused']
const permissive = new Set([
  ...['MIT', 'MIT-0', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0', 'CC0-1.0', 'Unlicense', 'Zlib'],
  ...['Python-2.0', 'PostgreSQL', 'OFL-1.1', 'CC-BY-3.0', 'CC-BY-4.0'],
])

/** Judges an SPDX expression. If it offers alternatives (OR), the mildest licence counts. If several licences apply together (AND), the strictest counts. */
export function judgeLicence(expression: string): Judgement {
  try {
    return judge(parse(expression))
  } catch {
    return 'unknown'
  }
}

function judge(node: LicenseInfo | ConjunctionInfo): Judgement {
  if ('license' in node) return judgeName(node.license)
  const sides = [judge(node.left), judge(node.right)].sort((a, b) => order.indexOf(a) - order.indexOf(b))
  return (node.conjunction === 'or' ? sides[0] : sides[1]) ?? 'unknown'
}

function judgeName(name: string): Judgement {
  if (/^A?GPL-/.test(name)) return 'refused'
  if (/^(LGPL|MPL)-/.test(name)) return 'weak'
  return permissive.has(name) ? 'permissive' : 'unknown'
}
