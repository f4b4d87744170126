import { createTransport, InfinitioError } from '@infinitio/sdk'
import { checkLeaf, isRightLeaf, type LeafCheck, openExitAccess } from '@infinitio/sdk/emission'
import type { CheckFailure } from '#web/parts/check/useWorkerCheck.ts'

/**
 * The page's request to the web worker that checks a provider's payment record: the provider, the statement that validators signed, the address of the
 * contract, and the origin (host) of the API.
 */
export type LeafQuestion = { readonly origin: string; readonly contract: string; readonly statement: string; readonly provider: string }
/** The worker's message with the result of the check. */
export type LeafDone = { readonly kind: 'done'; readonly check: LeafCheck; readonly isRight: boolean }

const tell = (news: LeafDone | CheckFailure) => self.postMessage(news)

self.addEventListener('message', ({ data: { origin, ...leaf } }: MessageEvent<LeafQuestion>) => {
  const access = openExitAccess({ rpcUrl: `${origin}/api/v1/rpc` })
  checkLeaf(access, { transport: createTransport({ baseUrl: origin }), ...leaf }).then(
    (check) => tell({ kind: 'done', check, isRight: isRightLeaf(check) }),
    (error: unknown) => {
      if (error instanceof InfinitioError) tell({ kind: 'failed', code: error.code, sentence: error.sentence })
      else throw error // The page receives this as an error event of the worker.
    },
  )
})
