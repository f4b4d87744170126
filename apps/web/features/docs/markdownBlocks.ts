/** Holds one block of markdown. The lines of a paragraph are already joined; `start` is the first number of an ordered list. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'list'; readonly start: number | null; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'quote'; readonly text: string }

/**
 * Splits markdown into headings, paragraphs, fenced code, flat lists, tables and quotes. Code between items splits a list, and the second part
 * continues the count. HTML remains text.
 */
export function markdownBlocks(markdown: string): Block[] {
  const lines = markdown.replaceAll('\r', '').split('\n')
  const blocks: Block[] = []
  let at = 0
  while (at < lines.length) {
    const [block, next] = readBlock(lines, at)
    if (block !== null) blocks.push(block)
    at = next
  }
  return blocks
}

const bullet = /^\s*(?:[-*]|(\d+)\.)\s+/
const fence = /^(\s*)```/

function readBlock(lines: readonly string[], at: number): [Block | null, number] {
  const line = lines[at] ?? ''
  if (line.trim() === '') return [null, at + 1]
  if (fence.test(line)) return readCode(lines, at)
  const heading = /^(#{1,3})\s+(.*)$/.exec(line)
  if (heading !== null) return [{ kind: 'heading', level: (heading[1] ?? '#').length as 1 | 2 | 3, text: heading[2] ?? '' }, at + 1]
  if (line.startsWith('|')) return readTable(lines, at)
  if (bullet.test(line)) return readList(lines, at)
  if (line.startsWith('>'))
    return readWhile(
      lines,
      at,
      (next) => next.startsWith('>'),
      (text) => ({ kind: 'quote', text: text.replace(/^>\s?/gm, '').replaceAll('\n', ' ') }),
    )
  return readWhile(
    lines,
    at,
    (next) => next.trim() !== '' && !/^(#{1,3}\s|\s*```|\||>)/.test(next) && !bullet.test(next),
    (text) => ({ kind: 'paragraph', text: text.trim().replace(/\n\s*/g, ' ') }),
  )
}

function readCode(lines: readonly string[], at: number): [Block, number] {
  const end = lines.findIndex((line, index) => index > at && fence.test(line))
  const last = end === -1 ? lines.length : end
  const indent = fence.exec(lines[at] ?? '')?.[1] ?? ''
  const code = lines.slice(at + 1, last).map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
  return [{ kind: 'code', text: code.join('\n') }, last + 1]
}

function readList(lines: readonly string[], at: number): [Block, number] {
  const items: string[] = []
  let next = at
  for (; next < lines.length; next += 1) {
    const line = lines[next] ?? ''
    if (bullet.test(line)) items.push(line.replace(bullet, ''))
    else if (/^\s+\S/.test(line) && !fence.test(line)) items.push(`${items.pop() ?? ''} ${line.trim()}`)
    else break
  }
  const number = bullet.exec(lines[at] ?? '')?.[1]
  return [{ kind: 'list', start: number === undefined ? null : Number(number), items }, next]
}

function readTable(lines: readonly string[], at: number): [Block, number] {
  let next = at
  const rows: string[][] = []
  for (; (lines[next] ?? '').startsWith('|'); next += 1) rows.push(cellsOf(lines[next] ?? ''))
  const [head = [], ...rest] = rows
  return [{ kind: 'table', head, rows: rest.filter((cells) => !cells.every((cell) => /^:?-+:?$/.test(cell))) }, next]
}

function cellsOf(line: string): string[] {
  return line
    .replace(/^\||\|\s*$/g, '')
    .split('|')
    .map((cell) => cell.trim())
}

function readWhile(lines: readonly string[], at: number, belongs: (line: string) => boolean, make: (text: string) => Block): [Block, number] {
  let next = at + 1
  while (next < lines.length && belongs(lines[next] ?? '')) next += 1
  return [make(lines.slice(at, next).join('\n')), next]
}
