import { availableParallelism } from 'node:os'
import { pathToFileURL } from 'node:url'
import { PromptTooLongError, type Turn } from './chatRequest.ts'

/** The parts of `node-llama-cpp` that this server uses. The package is not a dependency: a command installs it into the cache of its user. */
type Llama = { readonly loadModel: (settings: { readonly modelPath: string; readonly gpuLayers: number }) => Promise<LoadedModel> }
type LoadedModel = {
  readonly tokenize: (text: string, hasSpecialTokens: boolean) => number[]
  readonly detokenize: (tokens: readonly number[]) => string
  readonly createContext: (settings: { readonly contextSize: number; readonly threads: number }) => Promise<{ readonly getSequence: () => Sequence }>
}
type Sequence = {
  readonly clearHistory: () => Promise<void>
  readonly evaluate: (tokens: readonly number[], how: Sampling & { readonly yieldEogToken: boolean }) => AsyncGenerator<number>
}
type LlamaModule = {
  readonly getLlama: (settings: Readonly<Record<string, unknown>>) => Promise<Llama>
  readonly LlamaLogLevel: { readonly error: string }
}

/** The settings by which the next token is selected. With temperature 0, it is always the most probable one. */
export type Sampling = { readonly temperature: number; readonly topP?: number; readonly seed?: number }

/** One part of an answer: its new text. `end` is null before the last part. */
export type AnswerPart = { readonly text: string; readonly outputTokens: number; readonly end: 'stop' | 'length' | null }

/** A question to the model. `mostTokens` is the largest number of tokens of the answer. */
export type Question = { readonly turns: readonly Turn[]; readonly mostTokens: number; readonly sampling: Sampling; readonly signal: AbortSignal }

/** A running model. It answers one question at a time. `answer` throws `PromptTooLongError` before its first part. */
export type RunningModel = {
  readonly promptTokens: (turns: readonly Turn[]) => number
  readonly answer: (question: Question) => AsyncGenerator<AnswerPart>
}

const contextTokens = 2_048
const incomplete = '\uFFFD'
const usualSystem: Turn = { role: 'system', content: 'You are a helpful AI assistant named SmolLM, trained by Hugging Face' }

/** Loads the weights into memory (about 280 MiB), on the CPU. Throws the errors of `node-llama-cpp`. */
export async function loadModel({ model: modelPath, program }: { readonly model: string; readonly program: string }): Promise<RunningModel> {
  const { getLlama, LlamaLogLevel } = (await import(pathToFileURL(program).href)) as LlamaModule
  // With `build: 'never'`, `getLlama` uses the binary that npm installed with the program. It compiles and downloads nothing.
  const llama = await getLlama({ gpu: false, build: 'never', skipDownload: true, progressLogs: false, logLevel: LlamaLogLevel.error })
  const loaded = await llama.loadModel({ modelPath, gpuLayers: 0 })
  const threads = Math.max(1, Math.floor(availableParallelism() / 2))
  const sequence = (await loaded.createContext({ contextSize: contextTokens, threads })).getSequence()
  return { promptTokens: (turns) => promptOf(loaded, turns).length, answer: (question) => answer({ loaded, sequence }, question) }
}

/**
 * Returns the tokens of a conversation in the format of the model (ChatML). The text of each message is converted only to tokens of plain text, never to a mark
 * of this format. So a prompt that contains such a mark cannot add messages of another role.
 */
function promptOf({ tokenize }: LoadedModel, turns: readonly Turn[]): number[] {
  const [first] = turns
  const all = first?.role === 'system' ? turns : [usualSystem, ...turns]
  const [begin, end] = [tokenize('<|im_start|>', true), tokenize('<|im_end|>', true)]
  const plain = (text: string) => tokenize(text, false)
  return [
    ...all.flatMap(({ role, content }) => [...begin, ...plain(`${role}\n${content}`), ...end, ...plain('\n')]),
    ...begin,
    ...plain('assistant\n'),
  ]
}

async function* answer(
  { loaded, sequence }: { readonly loaded: LoadedModel; readonly sequence: Sequence },
  { turns, mostTokens, sampling, signal }: Question,
): AsyncGenerator<AnswerPart> {
  const prompt = promptOf(loaded, turns)
  if (prompt.length >= contextTokens) throw new PromptTooLongError(prompt.length, contextTokens)
  const most = Math.min(mostTokens, contextTokens - prompt.length)
  await sequence.clearHistory()
  const tokens: number[] = []
  let sent = ''
  for await (const token of sequence.evaluate(prompt, { ...sampling, yieldEogToken: false })) {
    if (signal.aborted) return
    tokens.push(token)
    const whole = loaded.detokenize(tokens)
    const isLast = tokens.length >= most
    // A character can have several tokens. Its first tokens are not sent until it is complete.
    if (!isLast && whole.endsWith(incomplete)) continue
    yield { text: whole.slice(sent.length), outputTokens: tokens.length, end: isLast ? 'length' : null }
    sent = whole
    if (isLast) return
  }
  yield { text: loaded.detokenize(tokens).slice(sent.length), outputTokens: tokens.length, end: 'stop' }
}
