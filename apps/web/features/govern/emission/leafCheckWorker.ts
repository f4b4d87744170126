import { createTransport, InfinitioError } from '@infinitio/sdk'
import { checkLeaf, isRightLeaf, type LeafCheck, openExitAccess } from '@infinitio/sdk/emission'

/** Which leaf a page asks its worker to check, and where the API is. */
export type LeafQuestion = { readonly origin: string; readonly contract: string; readonly statement: string; readonly provider: string }
/** What came of it, or the code of what went wrong. */
export type LeafCheckMessage =
  | { readonly kind: 'done'; readonly check: LeafCheck; readonly isRight: boolean }
  | { readonly kind: 'failed'; readonly code: string; readonly sentence: string }

const tell = (news: LeafCheckMessage) => self.postMessage(news)

self.addEventListener('message', ({ data: { origin, ...leaf } }: MessageEvent<LeafQuestion>) => {
  const access = openExitAccess({ rpcUrl: `${origin}/api/v1/rpc` })
  checkLeaf(access, { transport: createTransport({ baseUrl: origin }), ...leaf }).then(
    (check) => tell({ kind: 'done', check, isRight: isRightLeaf(check) }),
    (error: unknown) => {
      if (error instanceof InfinitioError) tell({ kind: 'failed', code: error.code, sentence: error.sentence })
      else throw error // The page hears it as an error of the worker.
    },
  )
})
