/** The limits of a text from another user. Above them the parser needs seconds or runs out of stack: 5,000 nested lists take two minutes. */
const most = { letters: 10_000, lines: 1_000, containers: 8, indent: 24, emphasis: 600, brackets: 300 } as const

/** Returns whether a text is simple enough to be parsed as Markdown: few nested lists and quotes, and few marks that the parser must pair. Looks at each character once. */
export function isTameMarkdown(text: string): boolean {
  if (text.length > most.letters) return false
  let [emphasis, brackets] = [0, 0]
  for (const letter of text) {
    if (letter === '*' || letter === '_' || letter === '`') emphasis += 1
    else if (letter === '[' || letter === '<') brackets += 1
  }
  if (emphasis > most.emphasis || brackets > most.brackets) return false
  const lines = text.split('\n')
  return lines.length <= most.lines && lines.every(isTameLine)
}

/** Returns whether a line opens few quotes and lists. */
function isTameLine(line: string): boolean {
  let [at, containers, indent] = [0, 0, 0]
  while (at < line.length) {
    const letter = line[at] ?? ''
    if (letter === ' ' || letter === '\t') indent += letter === '\t' ? 4 : 1
    else if ('>-*+'.includes(letter) || /[0-9.)]/.test(letter)) containers += letter >= '0' && letter <= '9' ? 0 : 1
    else break
    at += 1
  }
  // A line of only dashes or dots is a rule or an ellipsis, so it opens no list.
  const isRule = at === line.length && !/[> \t0-9]/.test(line.trim())
  return isRule || (containers <= most.containers && indent <= most.indent)
}
