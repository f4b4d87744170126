import type { IncomingMessage, ServerResponse } from 'node:http'
import { channelIdOf, hashLedgerMessage } from '@infinitio/domain'
import { readReleaseRequest, writeSignedRelease } from '@infinitio/services'
import { RelayError } from '../relayError.ts'
import { readBody, sendJson } from '../wire/answers.ts'
import { releaseOf } from './releaseChannel.ts'
import { factsOf } from './channelPlace.ts'
import { mustProve } from './servedChannel.ts'
import type { ServeParts } from './serveParts.ts'

const mostBytes = 2_048

/**
 * Answers a request to close a channel at once. The service ends the channel, so that nothing more can be owed on it, and signs its last claim. The payer sends
 * the signature to the chain and pays the gas, so nobody can use up the operator's coins. Throws `serving.body_invalid`, `serving.voucher_invalid`,
 * `serving.conflict`, `serving.busy` and the codes of a channel without money.
 */
export async function answerRelease(
  { book, release }: ServeParts,
  { message, response }: { readonly message: IncomingMessage; readonly response: ServerResponse },
): Promise<void> {
  const request = readReleaseRequest(await readBody(message, mostBytes))
  if (request === null) throw new RelayError('serving.body_invalid')
  const { payer, key, serial, signature } = request
  const id = channelIdOf(factsOf(request, release.service))
  const signer = release.signatures.recover(hashLedgerMessage('Exit', { channel: id, serial }, release.ledger.domain), signature)
  if (signer === null || (signer !== payer && signer !== key))
    throw new RelayError('serving.voucher_invalid', 'the exit of this channel is not signed')
  await book.channelOf(request)
  await book.refresh(id)
  const channel = await book.channelOf(request)
  if (channel.serial !== serial) throw new RelayError('serving.conflict', `the channel is in serial ${channel.serial}`)
  // Nothing waits between this check and the end of the channel, so no request can begin in between.
  if (channel.running.size > 0) throw new RelayError('serving.busy', `${channel.running.size} requests of this channel run`)
  book.end(id, 'asked')
  await book.synced()
  if (mustProve(channel)) throw new RelayError('serving.busy', 'the claim on this channel is being proven, ask again when it is settled')
  sendJson(response, { status: 200, body: writeSignedRelease(releaseOf(release, channel)) })
}
