import { createTransport, InfinitioError } from '@infinitio/sdk'
import { checkStoredProof, type StoredProof } from '@infinitio/sdk/proofs'
import type { CheckFailure } from '#web/parts/check/useWorkerCheck.ts'

/**
 * The page's request to the web worker that checks GPU proofs: the GPUs of a machine in one slot (a block at which all machines prove their GPUs), and the
 * origin of the API.
 */
export type ProofQuestion = Omit<StoredProof, 'gpu'> & { readonly origin: string; readonly gpus: readonly number[] }
/** The result of checking the proof of one GPU. `commit` is the hash of the checked proof. It must equal the hash that the validators judged. */
type CheckedGpu = { readonly gpu: number; readonly isRight: boolean; readonly rows: number; readonly commit: string }
/** The worker's message with the result of each GPU. */
export type ProofDone = { readonly kind: 'done'; readonly gpus: readonly CheckedGpu[] }

const tell = (news: ProofDone | CheckFailure) => self.postMessage(news)

self.addEventListener('message', ({ data }: MessageEvent<ProofQuestion>) => {
  check(data).then(
    (gpus) => tell({ kind: 'done', gpus }),
    (error: unknown) => {
      if (error instanceof InfinitioError) tell({ kind: 'failed', code: error.code, sentence: error.sentence })
      else throw error // The page receives this as an error event of the worker.
    },
  )
})

async function check({ origin, slot, node, gpus }: ProofQuestion): Promise<CheckedGpu[]> {
  const transport = createTransport({ baseUrl: origin })
  const checked: CheckedGpu[] = []
  for (const gpu of gpus) {
    const { fault, openings, commit } = await checkStoredProof(transport, { slot, node, gpu })
    checked.push({ gpu, isRight: fault === null, rows: openings, commit })
  }
  return checked
}
