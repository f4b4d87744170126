import { createTransport, InfinitioError } from '@infinitio/sdk'
import { type RangeProgress, type RangeResult, verifyRange } from '@infinitio/sdk/journal'

/** The page's request to the web worker that checks the journal: the first and the last entry number as texts, and the API's origin. */
export type VerifyQuestion = { readonly from: string; readonly to: string; readonly origin: string }
/** A message of the web worker that checks the journal: progress, then a result or an error code. */
export type VerifyMessage =
  | { readonly kind: 'progress'; readonly progress: RangeProgress }
  | { readonly kind: 'done'; readonly result: RangeResult }
  | { readonly kind: 'failed'; readonly code: string; readonly sentence: string }

const tell = (message: VerifyMessage) => self.postMessage(message)

self.addEventListener('message', ({ data }: MessageEvent<VerifyQuestion>) => {
  const means = {
    api: createTransport({ baseUrl: data.origin }),
    rpcUrl: `${data.origin}/api/v1/rpc`,
    onProgress: (progress: RangeProgress) => tell({ kind: 'progress', progress }),
  }
  verifyRange({ from: BigInt(data.from), to: BigInt(data.to) }, means).then(
    (result) => tell({ kind: 'done', result }),
    (error: unknown) => {
      if (error instanceof InfinitioError) tell({ kind: 'failed', code: error.code, sentence: error.sentence })
      else throw error // The page receives this as an error event of the worker.
    },
  )
})
