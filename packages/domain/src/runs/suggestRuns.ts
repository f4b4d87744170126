import { parseRun, type Run, type RunBits, runNameOf, type RunProgram, runPrograms, type RunTask, textOfRun, usualRun } from './run.ts'
import { type RunModel, runModelOf, runModels } from './runModels.ts'

const programsAlso: Readonly<Partial<Record<RunProgram, readonly string[]>>> = { pytorch: ['Jupyter', 'notebook'] }
const taskWords: ReadonlyMap<string, RunTask> = new Map([
  ...(['run', 'serve', 'infer', 'inference', 'chat', 'generate'] as const).map((word) => [word, 'inference'] as const),
  ...(['lora', 'qlora', 'finetune', 'finetuning', 'tune', 'tuning', 'fine'] as const).map((word) => [word, 'lora'] as const),
  ...(['full', 'train', 'training', 'pretrain'] as const).map((word) => [word, 'full'] as const),
])
const emptyWords = new Set(['a', 'an', 'the', 'with', 'on', 'for', 'of', 'in', 'at', 'plain', 'just', 'my', 'model', 'context', 'bit'])
const bitWords: ReadonlyMap<string, RunBits> = new Map<string, RunBits>([
  ...(['4bit', 'int4', 'q4', 'nf4', 'awq', 'gptq'] as const).map((word) => [word, 4] as const),
  ...(['8bit', 'int8', 'fp8', 'q8'] as const).map((word) => [word, 8] as const),
  ...(['16bit', 'fp16', 'bf16', 'half'] as const).map((word) => [word, 16] as const),
])

/**
 * Returns the runs (a model with its task, or a program) that a person's words may mean: "run Llama 3.3 70B", "fine-tune SDXL", "13B in 8-bit with 32k", "plain
 * CUDA". Words for the task, precision and context and filler words such as "with" are recognised. Each other word must begin a word of the name of the model
 * or program. Programs come first, then models. If the text has the form that a run has in a URL, and is not only a size such as `13b`, exactly that run is
 * returned. Returns at most `most` runs, and none if the words of the name have fewer than two letters together.
 */
export function suggestRuns(words: string, { most }: { readonly most: number }): Run[] {
  const addressed = parseRun(words.trim().toLowerCase())
  if (addressed !== null && ('program' in addressed || addressed.model.source !== null || words.includes('_'))) return [addressed]
  const said = readWords(words)
  if (said.name.join('').length < 2) return []
  const meant = (name: string, also: readonly string[]) => [name, ...also].some((one) => said.name.every((word) => beginsWordOf(word, one)))
  const models = runModels.filter(({ name, also }) => meant(name, also))
  const ofSize = models.length === 0 && said.name.length === 1 ? runModelOf(said.name[0] ?? '') : null
  const isPlain = said.task === null && said.bits === null && said.context === null
  const programs = runPrograms.filter(
    (program) => (isPlain || said.task === 'inference') && meant(runNameOf({ program }), programsAlso[program] ?? []),
  )
  const found: Run[] = [
    ...programs.map((program) => ({ program })),
    ...models.map((model) => runOf(model, said)),
    ...(ofSize === null ? [] : [runOf(ofSize, said)]),
  ]
  return found.slice(0, most)
}

type Said = { readonly name: readonly string[]; readonly task: RunTask | null; readonly bits: RunBits | null; readonly context: number | null }

/** Splits a person's words into task, precision, context and words of a name. `4-bit`, `4 bit` and `4bit` are the same precision. */
function readWords(text: string): Said {
  const tokens =
    text
      .toLowerCase()
      .replaceAll(/\b(4|8|16)[ -]bit\b/g, '$1bit')
      .match(/[a-z0-9.]+/g) ?? []
  let task: RunTask | null = null
  let bits: RunBits | null = null
  let context: number | null = null
  const name: string[] = []
  for (const token of tokens.slice(0, 16)) {
    const asTask = taskWords.get(token)
    const asBits = bitWords.get(token)
    const asContext = /^([1-9]\d{0,3})k$/.exec(token)?.[1]
    if (asTask !== undefined) task = task === null || asTask === 'full' ? asTask : task === 'inference' ? asTask : task
    else if (asBits !== undefined) bits = asBits
    else if (asContext !== undefined) context = Number(asContext) * 1_024
    else if (!emptyWords.has(token)) name.push(token)
  }
  return { name, task, bits, context }
}

function runOf(model: RunModel, { task, bits, context }: Said): Run {
  const usual = usualRun(model, task ?? 'inference')
  const asked = { ...usual, bits: bits ?? usual.bits, contextTokens: context === null ? usual.contextTokens : Math.min(context, model.mostContext) }
  // Changes the requested settings to the nearest ones that a URL can contain, or to the default settings.
  return parseRun(textOfRun(asked)) ?? usual
}

/**
 * Returns true if a typed word begins a word of the name: "llama3", "3.3" and "70b" begin words of "Llama 3.3 70B". Neighbouring words of the name, written
 * together, also count as one word. A size such as `13b` must equal a whole word of the name; otherwise "13b" would begin the joined parts of "1.3B".
 */
function beginsWordOf(word: string, name: string): boolean {
  if (/^\d+b$/.test(word))
    return name
      .toLowerCase()
      .split(/[\s-]+/)
      .includes(word)
  const parts = name.toLowerCase().match(/[a-z0-9]+/g) ?? []
  const plain = word.replaceAll('.', '')
  return plain !== '' && parts.some((_part, from) => parts.slice(from).join('').startsWith(plain))
}
