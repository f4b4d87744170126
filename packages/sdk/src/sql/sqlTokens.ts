/** A word, quoted name, text, number or sign of a query, with its line, counted from 1. The text of a quoted name has no quotes. */
export type SqlToken = { readonly kind: 'word' | 'name' | 'text' | 'number' | 'sign'; readonly text: string; readonly line: number }

/** The tokens of a query without its comments. `unclosed` is the first quote or comment that does not end, or null. */
export type SqlTokens = { readonly tokens: readonly SqlToken[]; readonly unclosed: { readonly name: string; readonly line: number } | null }

const blank = /\s+|--[^\n]*/y
const word = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y
const number = /\d[\w.]*/y
const escapedText = /[eE]'(?:[^'\\]|\\[\s\S]|'')*'?/y
const text = /'(?:[^']|'')*'?/y
const quotedName = /"(?:[^"]|"")*"?/y
const dollarTag = /\$(?:[A-Za-z_]\w*)?\$/y

/** Divides a query into tokens, as DuckDB does. Each text that DuckDB reads as one token is one token here too. */
export function sqlTokens(sql: string): SqlTokens {
  const tokens: SqlToken[] = []
  let at = 0
  let line = 1
  const take = (form: RegExp): string | null => {
    form.lastIndex = at
    return form.exec(sql)?.[0] ?? null
  }
  const pass = (found: string) => {
    at += found.length
    line += found.split('\n').length - 1
  }
  while (at < sql.length) {
    const space = take(blank) ?? (sql.startsWith('/*', at) ? blockComment(sql, at) : null)
    if (space !== null) {
      if (space.startsWith('/*') && !closesComment(space)) return { tokens, unclosed: { name: '/*', line } }
      pass(space)
      continue
    }
    const found = quotedAt({ sql, at, take })
    if (found === null) {
      const plain = take(word) ?? take(number)
      const one = plain ?? sql[at] ?? ''
      tokens.push({ kind: plain === null ? 'sign' : /^\d/.test(plain) ? 'number' : 'word', text: one, line })
      pass(one)
      continue
    }
    if (!found.isClosed) return { tokens, unclosed: { name: found.quote, line } }
    tokens.push({ kind: found.kind, text: found.text, line })
    pass(found.raw)
  }
  return { tokens, unclosed: null }
}

type Quoted = { readonly kind: 'name' | 'text'; readonly raw: string; readonly text: string; readonly quote: string; readonly isClosed: boolean }

function quotedAt({ sql, at, take }: { sql: string; at: number; take: (form: RegExp) => string | null }): Quoted | null {
  const name = take(quotedName)
  if (name !== null) {
    const inner = name.slice(1, -1).replaceAll('""', '"')
    return { kind: 'name', raw: name, text: inner, quote: '"', isClosed: isEven(name, '"') }
  }
  const tag = take(dollarTag)
  if (tag !== null) {
    const end = sql.indexOf(tag, at + tag.length)
    const raw = sql.slice(at, end < 0 ? undefined : end + tag.length)
    return { kind: 'text', raw, text: raw, quote: tag, isClosed: end >= 0 }
  }
  const escaped = take(escapedText)
  if (escaped !== null) return { kind: 'text', raw: escaped, text: escaped, quote: "'", isClosed: /^[eE]'(?:[^'\\]|\\[\s\S]|'')*'$/.test(escaped) }
  const plain = take(text)
  return plain === null ? null : { kind: 'text', raw: plain, text: plain.slice(1, -1), quote: "'", isClosed: isEven(plain, "'") }
}

/** Returns true if a quoted text has its closing quote: each quote inside it is doubled, so the number of quotes is even. */
function isEven(raw: string, quote: string): boolean {
  return (raw.split(quote).length - 1) % 2 === 0
}

/** Returns a comment with the comments inside it, or the rest of the query if the comment does not end. */
function blockComment(sql: string, from: number): string {
  let depth = 0
  for (let at = from; at < sql.length; at += 1) {
    const pair = sql.slice(at, at + 2)
    if (pair !== '/*' && pair !== '*/') continue
    depth += pair === '/*' ? 1 : -1
    at += 1
    if (depth === 0) return sql.slice(from, at + 1)
  }
  return sql.slice(from)
}

function closesComment(comment: string): boolean {
  return comment.length >= 4 && blockComment(`${comment} `, 0).length === comment.length
}
