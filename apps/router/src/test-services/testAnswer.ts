import { createHash } from 'node:crypto'

const words = [
  'alpha',
  'bravo',
  'delta',
  'echo',
  'golf',
  'hotel',
  'india',
  'kilo',
  'lima',
  'oscar',
  'papa',
  'romeo',
  'sierra',
  'tango',
  'victor',
  'zulu',
]
/** The introduction is short, because validators compare only the first sixteen words and signs of an answer. */
const introduction = 'This is a test server without a model.'
const ending = '(These words depend only on your prompt.)'
const usualWords = 24

/**
 * Returns the parts of an answer to a prompt. The same prompt gives the same answer on each service, so that services can be compared. A service that cheats
 * answers with other words, as a cheaper model would.
 */
export function testAnswer(prompt: string, { isCheat, most }: { readonly isCheat: boolean; readonly most: number | null }): readonly string[] {
  const digest = createHash('sha256')
    .update(isCheat ? 'cheat' : 'honest')
    .update(prompt)
    .digest()
  const chosen = Array.from({ length: usualWords }, (_, at) => words[(digest[at] ?? 0) % words.length] ?? '')
  const pieces = [...introduction.split(' '), ...chosen, ...ending.split(' ')].map((word, at) => (at === 0 ? word : ` ${word}`))
  return most === null ? pieces : pieces.slice(0, most)
}
