import { AdapterError, nearestKey } from '@infinitio/tasks'
import { manifest } from '../manifest/manifest.ts'
import { readDecimal, toNumber } from './decimal.ts'

/**
 * One parameter of a search. The bounds of `float` and `log` are whole multiples of 10⁻⁶⁰, and both bounds are possible values. For a `choice`, the module gets
 * the index of the chosen option, counted from 0. A `list` has the value of each trial, from trial 0 on, and begins again after its end.
 */
export type Parameter =
  | { readonly name: string; readonly kind: 'float' | 'log'; readonly from: bigint; readonly to: bigint }
  | { readonly name: string; readonly kind: 'integer'; readonly from: number; readonly to: number }
  | { readonly name: string; readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly name: string; readonly kind: 'list'; readonly values: readonly number[] }

const kinds = ['float', 'log', 'integer', 'choice', 'list'] as const
const lineForm = /^([^:]*?)\s*:\s*(\S+)\s*(.*)$/
const nameForm = /^[A-Za-z]\w{0,39}$/
const optionForm = /^[\w.+-]{1,40}$/
const mostInteger = 2 ** 31
/** Names that a parameter cannot have, because the result has columns of these names. */
const takenNames = ['rank', 'trial', 'steps', 'state', 'front', 'value', 'value_1', 'value_2']

/**
 * Parses a space (the parameters of a search): one parameter in each line, such as `rate: log 0.001 to 1`, `share: float 0 to 1`, `layers: integer 1 to 4`,
 * `kind: choice relu, tanh` or `rate: list 0.1, 0.02`. Ignores empty lines and lines that begin with #. Throws an AdapterError with the line; for an unknown word it also names the
 * nearest known one.
 */
export function parseSpace(text: string): readonly Parameter[] {
  if (text.length > manifest.mostSpaceLetters) throw refuse(undefined, `A space has at most ${manifest.mostSpaceLetters} letters.`)
  const found = new Map<string, Parameter>()
  for (const [at, full] of text.split('\n').entries()) {
    const line = full.trim()
    if (line === '' || line.startsWith('#')) continue
    const parameter = readLine(line, at + 1)
    if (found.has(parameter.name)) throw refuse(at + 1, `The parameter ${parameter.name} is there twice.`, parameter.name)
    found.set(parameter.name, parameter)
  }
  if (found.size === 0) throw refuse(undefined, 'The space has no parameter. Write one a line, such as rate: log 0.001 to 1.')
  if (found.size > manifest.mostParameters) throw refuse(undefined, `A space has at most ${manifest.mostParameters} parameters.`)
  return [...found.values()]
}

function readLine(line: string, at: number): Parameter {
  const [, name, word = '', rest = ''] = lineForm.exec(line) ?? []
  if (name === undefined) throw refuse(at, 'Write a name, a colon and what it can be, such as rate: log 0.001 to 1.')
  if (!nameForm.test(name))
    throw refuse(at, `A name has 1 to 40 letters, digits and _, and begins with a letter: ${JSON.stringify(name.slice(0, 50))}.`)
  if (takenNames.includes(name)) throw refuse(at, `The result has a column ${name} of its own: choose another name.`, name)
  const kind = kinds.find((one) => one === word)
  if (kind === undefined) {
    const nearest = nearestKey(word, kinds)
    const hint = nearest === undefined ? `There are ${kinds.join(', ')}.` : `Did you mean ${JSON.stringify(nearest)}?`
    throw refuse(at, `Unknown kind ${JSON.stringify(word.slice(0, 50))}. ${hint}`, name)
  }
  if (kind === 'choice') return { name, kind, options: readOptions(rest, { at, name }) }
  return kind === 'list' ? { name, kind, values: readValues(rest, { at, name }) } : { name, ...readRange(rest, { at, name, kind }) }
}

function readOptions(text: string, { at, name }: { at: number; name: string }): readonly string[] {
  const options = text.split(',').map((option) => option.trim())
  const wrong = options.find((option) => !optionForm.test(option))
  if (wrong !== undefined)
    throw refuse(at, `A choice has 1 to 40 letters, digits, _, ., + and -, divided by commas: ${JSON.stringify(wrong.slice(0, 50))}.`, name)
  if (new Set(options).size !== options.length) throw refuse(at, `${name} has a choice twice.`, name)
  if (options.length < 2 || options.length > manifest.mostChoices) throw refuse(at, `${name} needs 2 to ${manifest.mostChoices} choices.`, name)
  return options
}

function readValues(text: string, { at, name }: { at: number; name: string }): readonly number[] {
  return text.split(',').map((part) => {
    const value = readDecimal(part.trim())
    if (value === null)
      throw refuse(at, `${name} has decimal numbers of at most 15 digits, divided by commas: ${JSON.stringify(part.slice(0, 50))}.`, name)
    return toNumber(value)
  })
}

type Range =
  | { readonly kind: 'float' | 'log'; readonly from: bigint; readonly to: bigint }
  | { readonly kind: 'integer'; readonly from: number; readonly to: number }

function readRange(text: string, { at, name, kind }: { at: number; name: string; kind: 'float' | 'log' | 'integer' }): Range {
  const [, first = '', second = ''] = /^(\S+)\s+to\s+(\S+)$/.exec(text) ?? []
  if (second === '') throw refuse(at, `Write both bounds of ${name}, such as ${kind} 1 to 8.`, name)
  if (kind === 'integer') {
    const [from, to] = [wholeOf(first), wholeOf(second)]
    if (from === null || to === null) throw refuse(at, `The bounds of ${name} are whole numbers from −${mostInteger} to ${mostInteger}.`, name)
    if (from >= to) throw refuse(at, `The first bound of ${name} is not below the second.`, name)
    return { kind, from, to }
  }
  const [from, to] = [readDecimal(first), readDecimal(second)]
  if (from === null || to === null)
    throw refuse(at, `The bounds of ${name} are decimal numbers of at most 15 digits, 0 or between 1e-30 and 1e30.`, name)
  if (from >= to) throw refuse(at, `The first bound of ${name} is not below the second.`, name)
  if (kind === 'log' && from <= 0n) throw refuse(at, `The bounds of ${name} must be above 0, since it is a log range.`, name)
  return { kind, from, to }
}

function wholeOf(text: string): number | null {
  const value = /^-?\d{1,10}$/.test(text) ? Number(text) : null
  return value === null || Math.abs(value) > mostInteger ? null : value
}

function refuse(line: number | undefined, message: string, name?: string): AdapterError {
  return new AdapterError('inputInvalid', message, {
    field: 'space',
    ...(line === undefined ? {} : { line }),
    ...(name === undefined ? {} : { name }),
  })
}
