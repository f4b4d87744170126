/** One command of a shell script: its words without quotes. Settings before the command, such as `URL=… npm start`, are left out. */
export type ShellCommand = readonly string[]

const keywords = new Set(['if', 'then', 'else', 'elif', 'fi', 'while', 'until', 'do', 'done', '!', '{', '}', '('])

/**
 * Returns the commands of a script, also those inside `$(…)`. Understands the syntax that the guides use: quotes, comments, continued lines, pipes, `&&` and
 * redirections. Throws for an open quote or a placeholder such as `<lease>`, which a shell would take as a redirection.
 */
export function shellCommands(script: string): ShellCommand[] {
  const commands: ShellCommand[] = []
  let words: string[] = []
  let word: string | null = null
  let isTarget = false
  const endWord = () => {
    if (word !== null && !isTarget) words.push(word)
    if (word !== null) isTarget = false
    word = null
  }
  const endCommand = () => {
    endWord()
    const first = words.findIndex((one) => !keywords.has(one) && !/^\w+=/.test(one) && one !== 'exec')
    if (first !== -1) commands.push(words.slice(first))
    words = []
    isTarget = false
  }
  const text = script.replaceAll(/\\\n/g, ' ')
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? ''
    if (sign === "'" || sign === '"') {
      const end = closingQuote(text, at)
      const inside = text.slice(at + 1, end)
      if (sign === '"') for (const [, inner = ''] of inside.matchAll(/\$\(([^()]*)\)/g)) commands.push(...shellCommands(inner))
      word = (word ?? '') + inside
      at = end
    } else if (text.startsWith('$(', at)) {
      const end = closingParenthesis(text, at + 1)
      commands.push(...shellCommands(text.slice(at + 2, end)))
      word = `${word ?? ''}$()`
      at = end
    } else if (sign === '#' && word === null) {
      at = lineEnd(text, at) - 1
    } else if (/[\n;|&]/.test(sign)) {
      // In `2>&1`, the `&` is a part of a redirection and not the end of a command.
      if (sign === '&' && text[at - 1] === '>') word = ''
      else endCommand()
    } else if (sign === '>' || sign === '<') {
      const placeholder = /^<[a-z][a-z-]*>/.exec(text.slice(at))
      if (placeholder !== null) throw new Error(`${placeholder[0]} is a redirection in a shell. Write a value, such as 12.`)
      if (word !== null && /^\d$/.test(word)) word = null
      endWord()
      isTarget = true
    } else if (/\s/.test(sign)) endWord()
    else word = (word ?? '') + sign
  }
  endCommand()
  return commands
}

function closingQuote(text: string, from: number): number {
  const end = text.indexOf(text[from] ?? '', from + 1)
  if (end === -1) throw new Error(`A quote is open: ${text.slice(from, from + 40)}`)
  return end
}

/** Returns the position of the parenthesis that closes the one at `from`. Parentheses inside quotes count, too, so they must be balanced. */
function closingParenthesis(text: string, from: number): number {
  let depth = 0
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1
    if (text[at] === ')') depth -= 1
    if (depth === 0) return at
  }
  throw new Error(`A parenthesis is open: ${text.slice(from, from + 40)}`)
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end === -1 ? text.length : end
}
