import { retiredWords } from './glossaryWords.ts'
import { type Finding, isTest, type SourceFile } from './sourceFile.ts'
import { hasTextsForPeople, textsForPeople, withoutCode } from './textsForPeople.ts'

const messages = 'apps/web/messages/en.json'

/** A sentence that violates the guide for plain English, with its position and its room (the folder of its app or package). */
export type UnplainSentence = { path: string; line: number; text: string; room: string }

/**
 * Phrases that the guide for plain English forbids because a reader must read them twice: for example, a clause whose noun is left out, or a verb in an unusual
 * sense.
 */
const phrases: RegExp[] = [
  /\b(be|been|is|are|was|were) told\b|\btells? (of|no)\b/i,
  /\bstands? (here|there|above|below|so|on|for|still)\b/i,
  /\bof (ours|yours|theirs|mine|(its|their|your|our) own)\b/i,
  /(^|[;:.] |\b(of|to|by|for|from|than|but|as|and|or) )who(ever|m|se)? (?!to\b)(?!.*\?)/i,
  /(^|[;:.] |\b(of|by|from|than|as|but|all) )what (is|are|was|has|can|may|comes?|one|others)\b(?!.*\?)/i,
  /(?<!there )\b(is|are|was|were) (none\b|no (?!longer|more than))/i,
  /\b(any more|for good|of before|to be had|anew|meanwhile|whoever|as ever|all the same)\b/i,
  /(?<!leave )\balone\b/i,
  /\b(is|are|was|were) (all )?there\b(?! (is|are|an?|no))/i,
  /\bhand(s|ed)? (\w+ )?in\b|\bt(ake|akes|aken|ook) (\w+ ){0,2}back\b/i,
  /\bhouses?\b/i,
  /\b(page|book|chain|contract|journal|lease|class)s? (says?|knows?|tells?|hears?)\b/i,
  /\bthe G\b|\bG (is|are|that)\b/,
]
const startOfComment = /^(What|Who|Where|Which)\b/
const startOfTest = /^(of|that|what|with|no|one|and)\b/

/** Returns every comment, test name, English message and text for people that violates the guide for plain English. Generated files are left out. */
export function unplainSentences(files: SourceFile[]): UnplainSentence[] {
  return files.flatMap((file) => {
    const room = roomOf(file.path)
    const texts = unplainTexts(file)
    if (room === null || /\/(generated|vectors)\//.test(file.path) || file.path.startsWith('scripts/tidy/plainEnglish')) return texts
    const sentences = sentencesOf(file)
      .filter(({ text, starts }) => isUnplain(text) || starts.test(text))
      .map(({ text, line }) => ({ path: file.path, line, text, room }))
    return [...sentences, ...texts]
  })
}

/**
 * Returns the violations in texts outside of comments: forbidden phrases, and retired words of the glossary. The field `room` of such a violation begins with
 * `texts:`.
 */
function unplainTexts(file: SourceFile): UnplainSentence[] {
  const { path } = file
  if (path === messages) {
    const read = messagesOf(file).filter(({ text, key }) => key !== 'words' && retiredWords(withoutCode(text)).length > 0)
    return read.map(({ text, line }) => ({ path, line, text, room: `texts:${path}` }))
  }
  if (!hasTextsForPeople(path)) return []
  return textsForPeople(file)
    .filter(({ text }) => isUnplain(text) || retiredWords(text).length > 0)
    .map(({ text, line }) => ({ path, line, text, room: `texts:${roomOf(path) ?? path}` }))
}

function isUnplain(text: string): boolean {
  return phrases.some((phrase) => phrase.test(text))
}

/** Returns a finding for each sentence that violates the guide for plain English. */
export function plainEnglish(files: SourceFile[]): Finding[] {
  return unplainSentences(files).map(({ path, line, text }) => ({ path: `${path}:${line}`, rule: 'plain-english', message: text }))
}

function roomOf(path: string): string | null {
  if (path === messages) return path
  if (!/\.(tsx?|mjs|cjs|sol)$/.test(path)) return null
  return /^(?:(?:apps|packages)\/[^/]+|contracts|scripts|e2e)(?=\/)/.exec(path)?.[0] ?? null
}

type Sentence = { text: string; line: number; starts: RegExp; key?: string }
const never = /(?!)/

function sentencesOf(file: SourceFile): Sentence[] {
  if (file.path.endsWith('.json')) return messagesOf(file)
  return file.lines.flatMap((line, at) => {
    const comment = /^\s*(?:\/\*\*?|\*(?!\/)|\/\/)\s*(?:@\w+ )?(.*?)(?:\s*\*\/)?\s*$/.exec(line)?.[1]
    if (comment !== undefined)
      return comment === '' ? [] : [{ text: comment, line: at + 1, starts: beginsComment(file, at) ? startOfComment : never }]
    const name = isTest(file) ? /\b(?:it|test)(?:\.\w+)*\(\s*(['"`])(.+?)\1/.exec(line)?.[2] : undefined
    return name === undefined ? [] : [{ text: name, line: at + 1, starts: startOfTest }]
  })
}

/** Returns true for the first line of a comment. A later line may begin in the middle of a sentence. */
function beginsComment({ lines }: SourceFile, at: number): boolean {
  return /^\s*\/\*/.test(lines[at] ?? '') || (/^\s*\/\//.test(lines[at] ?? '') && !/^\s*\/\//.test(lines[at - 1] ?? ''))
}

function messagesOf({ text, lines }: SourceFile): Sentence[] {
  const found: Sentence[] = []
  for (const [at, line] of lines.entries()) {
    const [, key, message] = /^\s*"([^"]+)": "((?:[^"\\]|\\.)*)",?$/.exec(line) ?? []
    if (key !== undefined && message !== undefined && text !== '') found.push({ text: message, line: at + 1, starts: never, key })
  }
  return found
}
