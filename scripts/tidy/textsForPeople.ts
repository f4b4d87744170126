import type { SourceFile } from './sourceFile.ts'

/** A text for people that is not in the messages of the pages: its line number, and its words without code, placeholders and option names. */
type TextForPeople = { text: string; line: number }

/** Source files with texts for people: errors and their pages, notifications, mails, the command line program, and the exit page with its steps. */
const spokenSource =
  /^(packages\/domain\/src\/(errors|error-pages|messages)\/|apps\/api\/src\/mail\/notificationMail|packages\/cli\/src\/|apps\/exit\/src\/|packages\/sdk\/src\/exit\/exitTexts)/
const guide = /^(docs\/guides\/[^/]+|README)\.md$/

/**
 * Returns true for a guide, or a source file with texts for people. Their texts must not contain the refused phrases. The pages' messages are checked
 * separately.
 */
export function hasTextsForPeople(path: string): boolean {
  if (/\.test\.tsx?$|\/test\//.test(path)) return false
  return guide.test(path) || (spokenSource.test(path) && /\.tsx?$/.test(path))
}

/** Returns every English text for people in a file. Chinese texts, single words and code are left out. */
export function textsForPeople(file: SourceFile): TextForPeople[] {
  const texts = file.path.endsWith('.md') ? paragraphsOf(file.lines) : stringsOf(file)
  return texts
    .map(({ text, line }) => ({ text: withoutCode(text), line }))
    .filter(({ text }) => /\p{L}+ \p{L}/u.test(text) && !/\p{Script=Han}/u.test(text))
}

/** Removes the parts of a text that are not words for its reader: code, placeholders, link targets, names of options and arguments. */
export function withoutCode(text: string): string {
  return text
    .replaceAll(/```[\s\S]*?```/g, ' ')
    .replaceAll(/`[^`]*`/g, '`')
    .replaceAll(/\]\([^)]*\)/g, ']')
    .replaceAll(/<[^>]*>|--[\w-]+|\{\w+[,}]|\/[\w{}/-]+/g, '…')
}

/** Returns the sentences of a guide, line by line: paragraphs, list items and table rows, but not code. */
function paragraphsOf(lines: readonly string[]): TextForPeople[] {
  let isCode = false
  return lines.flatMap((text, at) => {
    const fence = /^\s*(```|~~~)/.test(text)
    if (fence) isCode = !isCode
    return fence || isCode ? [] : [{ text, line: at + 1 }]
  })
}

type Node = { readonly type: string; readonly span?: { readonly start: number } } & Readonly<Record<string, unknown>>

function stringsOf(file: SourceFile): TextForPeople[] {
  const found: TextForPeople[] = []
  const bytes = Buffer.from(file.text)
  const lineAt = (node: Node) =>
    bytes
      .subarray(0, (node.span?.start ?? 0) - file.offset())
      .toString()
      .split('\n').length
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return void value.forEach(visit)
    if (!isNode(value) || /^(Import|Export(All|Named)|Ts(?!\w*(Expression|Assertion)))/.test(value.type)) return
    if (value.type === 'StringLiteral') found.push({ text: String(value['value']), line: lineAt(value) })
    if (value.type === 'JSXText') found.push({ text: String(value['value']), line: lineAt(value) })
    if (value.type === 'TemplateLiteral') {
      const text = (value['quasis'] as { cooked: string }[]).map(({ cooked }) => cooked).join('…')
      found.push({ text, line: lineAt(value) })
    }
    Object.values(value).forEach(visit)
  }
  visit(file.tree().body)
  return found
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && ('type' in value || 'expression' in value)
}
