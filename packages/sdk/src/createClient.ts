import { forwardDevelopmentTime, getDevelopmentTime } from './account/developmentTime.ts'
import { getProviderKey } from './account/getProviderKey.ts'
import { getVoterKey } from './account/getVoterKey.ts'
import { wholeStatement } from './account/statement.ts'
import { watchEvents, watchNodeEvents, watchOrders } from './events/watchEvents.ts'
import { openLeaseFiles } from './files/openLeaseFiles.ts'
import * as calls from './generated/calls.ts'
import { readJournal } from './journal/readJournal.ts'
import { submitJob } from './jobs/submitJob.ts'
import { cancelJob } from './jobs/cancelJob.ts'
import { download, waitJob } from './jobs/waitJob.ts'
import { changeLeaseAccess } from './leases/changeLeaseAccess.ts'
import { openInvoice } from './leases/openInvoice.ts'
import { end } from './leases/endLease.ts'
import { extend } from './leases/extendLease.ts'
import { rent } from './leases/rentMachine.ts'
import { openLogSearch } from './leases/openLogSearch.ts'
import { planMove, planMoves } from './moves/planMoves.ts'
import { startMove, waitForMove } from './moves/startMove.ts'
import { replaceOrder } from './orders/placeManyOrders.ts'
import { waitForHold, waitForOrder } from './orders/waitForOrder.ts'
import { waitForRelay } from './relays/waitForRelay.ts'
import { readReviewHeads, readReviewList } from './reviews/readReviewList.ts'
import { answerReview, reviewLease } from './reviews/reviewLease.ts'
import { handInSecrets } from './secrets/handInSecrets.ts'
import { openProviderStatement, wholeProviderStatement } from './provider/providerStatement.ts'
import { signIn } from './session/signIn.ts'
import { signInNodes } from './session/signInNodes.ts'
import { beginWithSnapshot, createSnapshot } from './snapshots/beginWithSnapshot.ts'
import { openServices } from './services/paid/openServices.ts'
import { openMachinePart, placeMachinePart, putMachinePart } from './snapshots/machineParts.ts'
import { openArtefact, putArtefact } from './artefacts/artefacts.ts'
import { deleteFile } from './artefacts/deleteFile.ts'
import { openFile } from './artefacts/openFile.ts'
import { putArtefactPart, uploadArtefact } from './artefacts/uploadArtefact.ts'
import { uploadFile } from './artefacts/uploadFile.ts'
import { sendPoolCalls, waitForPoolCall } from './pool/sendPoolCalls.ts'
import { openTaskResult, putTaskResult } from './pool/taskResults.ts'
import type { Transport } from './transport/createTransport.ts'
import { type ClientOptions, openTransport } from './calls/openTransport.ts'

type Bound<Call> = Call extends (transport: Transport, ...args: infer Args) => infer Answer ? (...args: Args) => Answer : never

/** The functions of the client that do more than one plain API call: they combine calls, sign, wait, or check answers. */
const functions = {
  answerReview,
  changeLeaseAccess,
  readReviewHeads,
  readReviewList,
  reviewLease,
  rent,
  end,
  extend,
  openInvoice,
  readJournal,
  replaceOrder,
  openLeaseFiles,
  openLogSearch,
  openServices,
  handInSecrets,
  beginWithSnapshot,
  createSnapshot,
  planMove,
  planMoves,
  startMove,
  waitForMove,
  openArtefact,
  putArtefact,
  putArtefactPart,
  uploadArtefact,
  uploadFile,
  openFile,
  deleteFile,
  openMachinePart,
  placeMachinePart,
  putMachinePart,
  openTaskResult,
  putTaskResult,
  sendPoolCalls,
  waitForPoolCall,
  submitJob,
  cancelJob,
  waitJob,
  download,
  wholeStatement,
  wholeProviderStatement,
  openProviderStatement,
  getDevelopmentTime,
  forwardDevelopmentTime,
  getProviderKey,
  getVoterKey,
  watchEvents,
  watchOrders,
  watchNodeEvents,
  signIn,
  signInNodes,
  waitForHold,
  waitForOrder,
  waitForRelay,
} as const

type Endpoints = typeof calls & typeof functions

/** A client with every call of the public API, bound to one server and one session. */
export type Client = { readonly [Name in keyof Endpoints]: Bound<Endpoints[Name]> } & {
  readonly transport: Transport
  /** Returns a client of the same server that uses another bearer token. */
  withToken(token: string): Client
}

/**
 * Creates a client of the public API, for the browser and for Node. Opens no connection. Every call throws InfinitioError with `code`, `status` and `sentence`,
 * which describe what happened and what to do. Throws `auth.signing_key_sent` for a token that is a signing key.
 * A read that gets no answer, or 502, 503 or 504, is repeated. A write is repeated only by a few functions for which this is safe, because the market stores
 * the same content only once: `reviewLease` and `answerReview` send their signed body once more, `putTaskResult` its bytes once more, and `uploadArtefact` and
 * `uploadFile` continue an upload.
 */
export function createClient(options: ClientOptions): Client {
  const transport = openTransport(options)
  const bound = Object.fromEntries(
    Object.entries({ ...calls, ...functions }).map(([name, call]) => [
      name,
      (...args: never[]) => (call as (...all: unknown[]) => unknown)(transport, ...args),
    ]),
  )
  return { ...bound, transport, withToken: (token: string) => createClient({ ...options, token }) } as unknown as Client
}
