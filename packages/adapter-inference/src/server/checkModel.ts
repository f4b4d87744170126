import { type Hex32, sha256Hex } from '@infinitio/domain'
import { type Answer, answerBytes } from '../answers/chunkAnswers.ts'
import { manifest } from '../manifest/manifest.ts'
import type { ChatBody } from '../requests/chatBody.ts'
import { inParallel } from './inParallel.ts'
import { askServer, type ModelServer } from './modelServer.ts'
import { probesOf } from './probes.ts'

/**
 * The facts about a model of a model server that decide whether it can take a job. `fingerprint` is the hash of its answers to fixed questions. `speed` is the
 * number of tokens per second of one request.
 */
export type ModelFacts =
  | { readonly kind: 'stable'; readonly fingerprint: Hex32; readonly speed: number }
  /** The server gave another answer to the question with this number when it got the same question again, so its results cannot be compared. */
  | { readonly kind: 'unstable'; readonly question: number }

const lettersPerToken = 4
const msPerSecond = 1_000

/**
 * Asks a model server the fixed questions twice: first one after the other, then as many at once as the server may get. Returns the hash of the answers and
 * the speed if all answers are the same both times. Throws an AdapterError if the server does not answer, or the signal's reason when it aborts.
 */
export async function checkModel(
  server: ModelServer,
  { model, signal }: { readonly model: string; readonly signal: AbortSignal },
): Promise<ModelFacts> {
  const questions = probesOf(model)
  const began = performance.now()
  const alone = await answersTo({ ...server, atOnce: 1 }, { questions, signal })
  const seconds = (performance.now() - began) / msPerSecond
  const again = await answersTo(server, { questions, signal })
  const other = alone.findIndex(({ text, finishReason }, at) => text !== again[at]?.text || finishReason !== again[at]?.finishReason)
  if (other >= 0) return { kind: 'unstable', question: other + 1 }
  const tokens = alone.reduce((sum, one) => sum + one.tokens, 0)
  return { kind: 'stable', fingerprint: sha256Hex(answerBytes(alone)), speed: Math.max(1, Math.floor(tokens / Math.max(seconds, 1 / msPerSecond))) }
}

type Asked = { readonly questions: readonly ChatBody[]; readonly signal: AbortSignal }
type Counted = Answer & { readonly tokens: number }

async function answersTo(server: ModelServer, { questions, signal }: Asked): Promise<readonly Counted[]> {
  return await inParallel(questions, {
    ...{ atOnce: server.atOnce, signal },
    async run(body, at, stopped) {
      const mostBytes = body.max_tokens * manifest.bytesPerToken
      const { text, finishReason, tokens } = await askServer(server, { body, mostBytes, signal: stopped })
      return { customId: String(at + 1), finishReason, text, tokens: tokens ?? Math.ceil(text.length / lettersPerToken) }
    },
  })
}
