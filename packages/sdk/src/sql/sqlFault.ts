import { nearestKey } from '@infinitio/tasks'
import { allowedFunctions, refusedFunctions } from './generated/sqlFunctions.ts'
import { type SqlToken, sqlTokens } from './sqlTokens.ts'
import { firstWords, wordsBeforeExpressions, wordsInPlaceOfTables, wordsThatCall, wordsWithBrackets, wordsWithFrom } from './sqlWords.ts'

/**
 * The first part of a query that every machine refuses. `name` is this part, `line` its line, counted from 1, and `near` the nearest allowed name, if one is
 * near. `unclosed`: a quote, comment or bracket that does not end. `extra`: a closing bracket without its opening one. `statement`: not a SELECT. `function`:
 * a name that is not a function. `refused`: a function that does not give the same result on every machine. `table`: not a table of the task.
 */
export type SqlFault = {
  readonly kind: 'empty' | 'unclosed' | 'extra' | 'statement' | 'several' | 'function' | 'refused' | 'table'
  readonly name: string
  readonly line: number
  readonly near?: string
}

/** A query of a task `data@1`. `tables` are the names that it may read: the files of the task, or `parts` for the query that combines. */
export type SqlQuery = { readonly sql: string; readonly tables: readonly string[] }

/**
 * Checks the text of a query before anything is stored or signed, without DuckDB. Returns null if it finds no fault. A query that passes can still be refused
 * by a machine, for example for an unknown column. A query with a fault is refused by every machine.
 */
export function sqlFault({ sql, tables }: SqlQuery): SqlFault | null {
  const { tokens, unclosed } = sqlTokens(sql)
  if (unclosed !== null) return { kind: 'unclosed', ...unclosed }
  const [first] = tokens
  if (first === undefined) return { kind: 'empty', name: '', line: 1 }
  const brackets = pairBrackets(tokens)
  if ('fault' in brackets) return brackets.fault
  if (!(first.kind === 'word' && firstWords.has(lower(first))) && first.text !== '(') return faultAt('statement', first)
  const end = tokens.findIndex((token) => isSign(token, ';'))
  const second = end < 0 ? undefined : tokens.slice(end).find((token) => !isSign(token, ';'))
  if (second !== undefined) return faultAt('several', second)
  const reading = { tokens, ...brackets, tables: new Set([...tables.map((name) => name.toLowerCase()), ...withNames(tokens, brackets)]) }
  for (const [at, token] of tokens.entries()) {
    const fault = callFault(reading, at) ?? wordFault(reading, at) ?? tableFault(reading, at, tables)
    if (fault !== null) return { ...fault, line: token.line }
  }
  return null
}

/** For each bracket the index of its partner, and for each token the index of the bracket around it (-1 outside of all). */
type Brackets = { readonly partner: ReadonlyMap<number, number>; readonly around: readonly number[] }
type Reading = Brackets & { readonly tokens: readonly SqlToken[]; readonly tables: ReadonlySet<string> }

const closes: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }

function pairBrackets(tokens: readonly SqlToken[]): Brackets | { readonly fault: SqlFault } {
  const open: number[] = []
  const partner = new Map<number, number>()
  const around: number[] = []
  for (const [at, token] of tokens.entries()) {
    const opening = token.kind === 'sign' ? closes[token.text] : undefined
    if (opening !== undefined) {
      const last = open.pop()
      if (last === undefined || tokens[last]?.text !== opening) return { fault: faultAt('extra', token) }
      partner.set(last, at)
      partner.set(at, last)
    }
    around.push(open.at(-1) ?? -1)
    if (token.kind === 'sign' && '([{'.includes(token.text)) open.push(at)
  }
  const left = open.at(-1)
  const token = left === undefined ? undefined : tokens[left]
  return token === undefined ? { partner, around } : { fault: faultAt('unclosed', token) }
}

/** Returns the fault of a call such as `now()`. Passes names that could be the alias of a table, or a name of WITH, with columns in brackets. */
function callFault({ tokens, partner }: Reading, at: number): SqlFault | null {
  const token = tokens[at]
  if (token === undefined || (token.kind !== 'word' && token.kind !== 'name') || !isSign(tokens[at + 1], '(')) return null
  const name = lower(token)
  if ((token.kind === 'word' && wordsWithBrackets.has(name)) || allowedFunctions.has(name)) return null
  if (!beginsExpression(tokens, at) || isOfWith(tokens, partner.get(at + 1) ?? 0)) return null
  if (refusedFunctions.has(name)) return faultAt('refused', token)
  const near = nearestKey(name, [...allowedFunctions])
  return { ...faultAt('function', token), ...(near === undefined ? {} : { near }) }
}

function beginsExpression(tokens: readonly SqlToken[], at: number): boolean {
  const before = tokens[at - 1]
  if (before === undefined) return false
  if (before.kind === 'word') return wordsBeforeExpressions.has(lower(before))
  // Behind `::` there is a type, and behind a bracket the alias of a subquery.
  return before.kind === 'sign' && !')]}'.includes(before.text) && !(before.text === ':' && isSign(tokens[at - 2], ':'))
}

/** Returns true if the bracket that ends here has the columns of a name of WITH, because AS and a query follow. */
function isOfWith(tokens: readonly SqlToken[], end: number): boolean {
  return isWord(tokens[end + 1], 'as') && (isSign(tokens[end + 2], '(') || isWord(tokens[end + 2], 'materialized') || isWord(tokens[end + 2], 'not'))
}

/** Returns the fault of a word such as `current_date`, where it can only be an expression. */
function wordFault({ tokens, around }: Reading, at: number): SqlFault | null {
  const [before, token, after] = [tokens[at - 1], tokens[at], tokens[at + 1]]
  if (token?.kind !== 'word' || !wordsThatCall.has(lower(token))) return null
  if (after !== undefined && after.kind === 'sign' && '(.:'.includes(after.text)) return null
  const isFirst = before?.kind === 'word' ? ['select', 'where', 'and', 'or', 'when', 'then', 'else'].includes(lower(before)) : isComparison(before)
  return isFirst && around[at] === -1 ? faultAt('refused', token) : null
}

function isComparison(token: SqlToken | undefined): boolean {
  return token?.kind === 'sign' && '=<>+-*/'.includes(token.text)
}

/** Returns the fault of the name behind FROM or JOIN, if it is neither a table of the task nor a name of WITH. */
function tableFault(reading: Reading, at: number, known: readonly string[]): SqlFault | null {
  const { tokens, tables } = reading
  const table = tokens[at + 1]
  if (!isWord(tokens[at], 'join') && !(isWord(tokens[at], 'from') && isOfSelect(reading, at))) return null
  if (table === undefined || (table.kind !== 'word' && table.kind !== 'name' && table.kind !== 'text')) return null
  const after = tokens[at + 2]
  if (after !== undefined && after.kind === 'sign' && '(.:'.includes(after.text)) return null
  const name = table.text.toLowerCase()
  if (tables.has(name) || (table.kind === 'word' && wordsInPlaceOfTables.has(name))) return null
  const near = nearestKey(name, known)
  return { ...faultAt('table', table), ...(near === undefined ? {} : { near }) }
}

/** Returns true if this FROM belongs to a SELECT, and neither to `is distinct from` nor to a function such as `extract(year from day)`. */
function isOfSelect({ tokens, around }: Reading, at: number): boolean {
  if (isWord(tokens[at - 1], 'distinct')) return false
  const open = around[at] ?? -1
  const before = tokens[open - 1]
  return !(before?.kind === 'word' && wordsWithFrom.has(lower(before)))
}

/** Returns every name that could be a name of WITH: one with AS and a bracket behind it, or behind its columns. */
function withNames(tokens: readonly SqlToken[], { partner }: Brackets): string[] {
  return tokens.flatMap((token, at) => {
    if (token.kind !== 'word' && token.kind !== 'name') return []
    const end = isSign(tokens[at + 1], '(') ? (partner.get(at + 1) ?? at) : at
    return isOfWith(tokens, end) ? [lower(token)] : []
  })
}

function faultAt(kind: SqlFault['kind'], { text, line }: SqlToken): SqlFault {
  return { kind, name: text, line }
}

function isSign(token: SqlToken | undefined, text: string): boolean {
  return token?.kind === 'sign' && token.text === text
}

function isWord(token: SqlToken | undefined, text: string): boolean {
  return token?.kind === 'word' && token.text.toLowerCase() === text
}

function lower({ text }: SqlToken): string {
  return text.toLowerCase()
}
