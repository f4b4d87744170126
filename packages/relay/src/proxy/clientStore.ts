import { randomBytes } from 'node:crypto'
import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { address, type Address, type KeyCurve } from '@infinitio/domain'
import { provenKeyOf } from '@infinitio/proven'
import { type ChannelEvidence, type ClientChannel, readClientChannel, writeClientChannel } from '@infinitio/services'
import { privateKeyToAccount } from 'viem/accounts'
import { AppendLog } from '../files/appendLog.ts'
import { readPrivateFile, writePrivateFile } from '../files/privateFile.ts'
import { RelayError } from '../relayError.ts'
import { evidenceFiles } from './keptEvidence.ts'

/**
 * The keys of a proxy that pays for requests: the secret that signs for its payment channel, the key that names the channel, with its curve, and the API key
 * for programs on this computer.
 */
export type ProxyKeys = { readonly channelKey: `0x${string}`; readonly key: Address; readonly curve: KeyCurve; readonly apiKey: string }

/**
 * The files of a proxy. Before the proxy sends a request, it stores the new state of its payment channel. It also stores its vouchers and receipts, as evidence
 * for a finding against the service.
 */
export type ClientStore = {
  readonly stored: ClientChannel | null
  readonly save: (channel: ClientChannel) => void
  readonly keep: (evidence: ChannelEvidence) => void
  readonly close: () => void
}

const keyBytes = 32
const apiKeyBytes = 24
/** The size at which a file of evidence is renamed and a new one begins. Only the newest two files remain: about 50,000 requests. */
const mostEvidenceBytes = 2 ** 25
/** The size at which the file with the states of a channel is replaced by its newest state. */
const mostStateBytes = 2 ** 23

/**
 * Reads the keys of a folder, or makes them. Only the owner can read the file. One folder is for keys of one curve. Throws `wallet.key_unreadable`.
 */
export function readProxyKeys(folder: string, curve: KeyCurve = 'secp256k1'): ProxyKeys {
  const path = join(folder, 'keys.json')
  const text = readPrivateFile(path)
  const stored = text === null ? null : (JSON.parse(text) as { readonly channelKey: `0x${string}`; readonly apiKey: string })
  const channelKey = stored?.channelKey ?? (`0x${randomBytes(keyBytes).toString('hex')}` as const)
  const apiKey = stored?.apiKey ?? `infinitio-${randomBytes(apiKeyBytes).toString('base64url')}`
  if (stored === null) writePrivateFile(path, JSON.stringify({ channelKey, apiKey }))
  const key = curve === 'secp256k1' ? address(privateKeyToAccount(channelKey).address.toLowerCase()) : provenKeyOf(channelKey)
  return { channelKey, apiKey, curve, key }
}

/**
 * Opens the stored state of a proxy's payment channel. Receipts that arrived before an earlier receipt are not part of it. With `isSynced`, each change is
 * brought to the disk within some milliseconds, so a power cut loses little. Throws `serving.state_unreadable`.
 */
export function openClientStore(folder: string, { isSynced }: { readonly isSynced: boolean } = { isSynced: false }): ClientStore {
  const path = join(folder, 'channel.log')
  const first = AppendLog.open(path)
  first.log.close()
  const newest = first.lines.at(-1)
  const stored = newest === undefined ? null : parsed(newest, path)
  AppendLog.replace(path, newest === undefined ? [] : [newest])
  const { log } = AppendLog.open(path)
  const evidence = openEvidence(folder)
  let last: ClientChannel | null = null
  let shortenAt = mostStateBytes
  return {
    stored,
    save(channel) {
      log.append(writeClientChannel(channel))
      if (isSynced) log.syncSoon()
      last = channel
      if (log.bytes < shortenAt) return
      shortenAt = Number.POSITIVE_INFINITY
      // If shortening fails, the log stays as it is, and is shortened at the next start.
      void log
        .shorten([], () => writeClientChannel(last ?? channel))
        .then(
          () => (shortenAt = mostStateBytes),
          () => {},
        )
    },
    keep: evidence.keep,
    close() {
      log.close()
      evidence.close()
    },
  }
}

function openEvidence(folder: string): Pick<ClientStore, 'keep' | 'close'> {
  const [older, newer] = evidenceFiles
  const path = join(folder, newer)
  let { log } = AppendLog.open(path)
  return {
    keep(evidence) {
      if (log.bytes > mostEvidenceBytes) {
        log.close()
        renameSync(path, join(folder, older))
        log = AppendLog.open(path).log
      }
      log.append(JSON.stringify(evidence))
    },
    close: () => log.close(),
  }
}

function parsed(line: string, path: string): ClientChannel {
  const channel = readClientChannel(line)
  if (channel === null) throw new RelayError('serving.state_unreadable', path)
  return channel
}
