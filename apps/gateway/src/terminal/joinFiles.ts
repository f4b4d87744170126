import type { Duplex } from 'node:stream'
import { errorTable } from '@infinitio/domain'
import type { WebSocket } from 'ws'
import { ByteBudget } from './byteBudget.ts'
import { type AdmittedPage, keepPage } from './keepPage.ts'
import { refusePage } from './refusePage.ts'
import { closeCodes, laterMessage, readMessage, tell } from './terminalMessages.ts'

const closeAfterNoticeMs = 600
const pauseAboveBytes = 1024 * 1024
const textFrameBytes = 1024

/**
 * Connects an admitted page to the SFTP server of its lease. Binary frames carry SFTP in both directions, between the page and a server process that runs as
 * the lease's own user. The stream to the machine survives a lost connection (ADR 11), and shares the connection fairly with other streams. Each side is read
 * only as fast as the other can write.
 */
export function joinFiles(admitted: AdmittedPage): void {
  const { page, lease, rooms } = admitted
  const bytes = { bytesIn: 0, bytesOut: 0 }
  let stream: Duplex | null = null
  const isKept = keepPage(admitted, {
    ...{ kind: 'files', bytes, leave: () => stream?.destroy() },
    end: (reason) => {
      if (reason !== 'lease.over') return refusePage(page, reason)
      tell(page, { type: 'notice', text: errorTable['lease.over'].sentence })
      setTimeout(() => refusePage(page, 'lease.over'), closeAfterNoticeMs)
    },
  })
  if (!isKept) return
  const budget = new ByteBudget({ burstBytes: 64 * textFrameBytes, bytesPerSecond: 4 * textFrameBytes }, Date.now())
  page.on('message', (data, isBinary) => {
    const chunk = data as Buffer
    if (isBinary) {
      // The page sent data before it got the message that the files are open. It must not do that.
      if (stream === null) return refusePage(page, 'api.malformed_body')
      bytes.bytesIn += chunk.length
      if (!stream.destroyed && !stream.write(chunk)) page.pause()
      return
    }
    if (!budget.take(textFrameBytes, Date.now())) return refusePage(page, 'api.rate_limited')
    if (readMessage(laterMessage, chunk.toString())?.type !== 'ping') return refusePage(page, 'api.malformed_body')
    tell(page, { type: 'pong' })
  })
  void rooms.tunnels.connect(lease.nodeId, `/leases/${lease.leaseId}/files`).then((opened) => {
    if ('refused' in opened) return refusePage(page, opened.refused)
    if (page.readyState !== page.OPEN) {
      opened.destroy()
      return
    }
    stream = opened
    rooms.logger.info({ orderHash: lease.orderHash, leaseId: lease.leaseId, kind: 'files' }, 'a renter came in')
    passOn({ page, stream: opened, bytes })
  })
}

function passOn({ page, stream, bytes }: { page: WebSocket; stream: Duplex; bytes: { bytesOut: number } }): void {
  tell(page, { type: 'opened', place: null })
  stream.on('error', () => {})
  stream.on('drain', () => page.resume())
  stream.on('data', (chunk: Buffer) => {
    bytes.bytesOut += chunk.length
    page.send(chunk, () => {
      if (page.bufferedAmount < pauseAboveBytes) stream.resume()
    })
    if (page.bufferedAmount >= pauseAboveBytes) stream.pause()
  })
  stream.once('close', () => {
    // The page may be paused because the machine reads slowly. Resume it, because a paused page would not read the closing frame.
    page.resume()
    if (page.readyState === page.OPEN) page.close(closeCodes.nodeAway, 'node.tunnel_down')
  })
}
