import { refusal } from '@infinitio/sdk'

/**
 * The node and the command of `rent [node] -- command`: the parser drops the `--`, so what stood behind it is counted in the words as they were typed. Throws
 * `api.invalid_field` for a command without it, which might be a node as well. Pure.
 */
export function wordsAfterDashes(typed: readonly string[], operands: readonly string[]): { node: string | undefined; words: string[] } {
  const at = typed.indexOf('--')
  const count = at === -1 ? 0 : typed.length - at - 1
  const [node, ...more] = operands.slice(0, operands.length - count)
  if (more.length > 0) throw refusal('api.invalid_field', { detail: `${more.join(' ')}: put -- before the command` })
  return { node, words: operands.slice(operands.length - count) }
}
