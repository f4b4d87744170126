import { manifest } from '../manifest/manifest.ts'
import { type ChatBody, readBody } from '../requests/chatBody.ts'

/** A fixed question. Servers whose models or settings differ most likely give different answers to one of these questions. */
type Probe = { readonly text: string; readonly tokens: number }

const usual = 48
const questions = [
  'Count from 1 to 30, separated by spaces.',
  'Write the first sentence of a story about a lighthouse.',
  'What is 17 times 23? Explain each step.',
  'List five rivers in Europe and the sea into which each of them flows.',
  'Translate into French: The train to the coast leaves at nine, and the last one returns at midnight.',
  '用一句话说明为什么天空是蓝色的。',
  'Write a Python function that returns the longest word of a sentence.',
  'Name a synonym for each word: quick, bright, silent, ancient, narrow, gentle.',
  'Complete the pattern and continue it: 2, 3, 5, 8, 12, 17,',
  'Erkläre in zwei Sätzen den Unterschied zwischen Wetter und Klima.',
  'Write JSON with the keys "name", "year" and "tags" about the first Moon landing.',
  'Continue: It was the best of times, it was the worst of times,',
] as const
const words = ['stone', 'river', 'copper', 'garden', 'signal', 'window', 'paper', 'north', 'seven', 'engine', 'yellow', 'market'] as const
/** Constants of a Lehmer generator (modulus 2³¹ − 1), so that every machine writes the same long text. */
const [multiplier, modulus] = [48_271, 2_147_483_647] as const

/** The short questions and one long text, in the sequence in which their answers are hashed. */
const probes: readonly Probe[] = [...questions.map((text) => ({ text, tokens: usual })), { text: longText(), tokens: usual }]

/**
 * Returns the fixed questions as requests to a model. The last one has as many bytes as a request can have at most, so that a model server that reads only a
 * part of long texts gives another answer.
 */
export function probesOf(model: string): readonly ChatBody[] {
  return probes.map(({ text, tokens }, at) => readBody({ model, messages: [{ role: 'user', content: text }] }, { line: at + 1, maxTokens: tokens }))
}

function longText(): string {
  const end = '\nRepeat the first twelve words of this text, and then its last twelve words.'
  let text = ''
  for (let seed = 289; ; ) {
    seed = (seed * multiplier) % modulus
    const next = `${text}${text === '' ? '' : ' '}${words[seed % words.length] ?? ''}`
    if (next.length + end.length > manifest.mostPromptBytes) return `${text}${end}`
    text = next
  }
}
