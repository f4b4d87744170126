import type { Hex32 } from '@infinitio/domain'
import type { RequestBody } from '../routing/forwardBody.ts'
import { drawsOf } from './drawsOf.ts'

/**
 * The prompts of a validator. They should have the form of the requests that services usually get. The operator can give other prompts, such as prompts that
 * users donated. The words below are public, so a service can learn their patterns.
 */
export type Prompts = readonly string[] | null

const tasks = [
  'Explain {} to a colleague who has never worked with it.',
  'Write a short introduction to {} for our internal wiki.',
  'What are the three most common mistakes with {}, and how do I avoid them?',
  'Summarise the advantages and disadvantages of {}.',
  'Give me a checklist for {}.',
  'How would you describe {} to a customer in two sentences?',
  'I have a presentation about {} tomorrow. Suggest a structure.',
  'Compare {} with its closest alternative.',
  'Write a polite mail in which I ask my manager for a budget for {}.',
  'Which questions should I ask in an interview about {}?',
  'Draft a job advertisement for somebody who knows {}.',
  'Translate this title into German and French: "A practical guide to {}".',
  'Why does {} matter for a small company?',
  'Name five books or articles about {} and say what each is about.',
  'Plan a workshop of one day about {}.',
  'Write the first paragraph of a blog post about {}.',
] as const
const subjects = [
  ...['database indexes', 'unit tests', 'code review', 'continuous integration', 'container images', 'load balancing', 'public key cryptography'],
  ...['gradient descent', 'data warehouses', 'time series forecasts', 'spreadsheets with formulas', 'incident reports', 'on-call rotations'],
  ...['contract negotiation', 'travel expenses', 'customer interviews', 'accessible web pages', 'search engines', 'version control', 'type systems'],
  ...[
    'heat pumps',
    'bicycle maintenance',
    'sourdough bread',
    'vegetable gardens',
    'marathon training',
    'first aid',
    'wood finishing',
    'home insulation',
  ],
  ...['compound interest', 'double-entry bookkeeping', 'value added tax', 'project schedules', 'remote meetings', 'risk assessments', 'user stories'],
  ...['photosynthesis', 'plate tectonics', 'the water cycle', 'vaccines', 'black holes', 'the printing press', 'the Silk Road', 'labour unions'],
] as const
const details = [
  '',
  ' Keep it short.',
  ' We are a team of six people.',
  ' Use plain language.',
  ' The readers are beginners.',
  ' Please use bullet points.',
  ' Avoid technical terms.',
] as const
const lengths = [32, 48, 64, 96, 128] as const
/** The share of requests with a system message, and the share that wants a stream. */
const [systemShare, streamShare] = [0.3, 0.6]

/**
 * Returns the body of the request that a validator sends to every service of a model for one question of a check. It is an ordinary request with greedy
 * decoding (temperature 0), because only greedy answers can be compared. The same secret, check and question always give the same body.
 */
export function questionOf({
  secret,
  slot,
  model,
  question,
  prompts,
}: {
  readonly secret: Hex32
  readonly slot: number
  readonly model: string
  readonly question: number
  readonly prompts: Prompts
}): RequestBody {
  const [prompt = 0, subject = 0, detail = 0, length = 0, system = 0, stream = 0] = drawsOf({
    ...{ secret, name: `question ${slot} ${model} ${question}`, count: 6 },
  })
  const content =
    prompts === null || prompts.length === 0
      ? pick(tasks, prompt).replace('{}', pick(subjects, subject)) + pick(details, detail)
      : pick(prompts, prompt)
  const messages = [...(system < systemShare ? [{ role: 'system', content: 'You are a helpful assistant.' }] : []), { role: 'user', content }]
  return { model, messages, temperature: 0, max_tokens: pick(lengths, length), ...(stream < streamShare ? { stream: true } : {}) }
}

function pick<Item>(items: readonly Item[], draw: number): Item {
  return items[Math.floor(draw * items.length)] as Item
}
