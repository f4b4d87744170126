import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { hardwareXids } from '@infinitio/domain'

/** An error that the NVIDIA driver wrote to the kernel's log, with the GPU that it names. */
export type Xid = { busId: string; number: number }

type SeenXid = { readonly number: number; readonly atMs: number }

const mostRecords = 1_000
const recordBytes = 8_192

/**
 * Parses one record of `/dev/kmsg` that reports an Xid (an error of the NVIDIA driver). Returns null for any other record, and for one that a program wrote
 * instead of the kernel.
 */
export function parseXid(record: string): Xid | null {
  const match = /^(\d+),[^;\n]*;NVRM: Xid \(PCI:([0-9a-fA-F:.]{7,20})\): (\d{1,5})\b/.exec(record)
  const [, priority, busId, number] = match ?? []
  // The upper bits of the number are the facility, and its lower three bits are the level. The kernel's own facility is 0.
  if (busId === undefined || Number(priority) >> 3 !== 0) return null
  return { busId: placeOnBus(busId), number: Number(number) }
}

/**
 * Converts a PCI address to a uniform text with domain, bus and device, so that addresses can be compared. Leaves out the function number and the leading zeros
 * of the domain.
 */
export function placeOnBus(busId: string): string {
  const [device = '', bus = '', domain = '0'] = busId.toLowerCase().split('.')[0]?.split(':').toReversed() ?? []
  return `${Number.parseInt(domain, 16)}:${bus}:${device}`
}

/**
 * Reads errors (Xids) that the NVIDIA driver writes to the kernel's log. Stores the last error of each GPU since the log was opened; a hardware error has
 * precedence over others. Finds no errors if this process is not root, because it may not read the log.
 */
export class XidWatch {
  readonly #last = new Map<string, SeenXid>()
  /** Hardware errors are stored separately, because the driver ends the programs of a broken GPU with Xid 45 directly after its hardware error. */
  readonly #lastOfHardware = new Map<string, SeenXid>()
  readonly #file: FileHandle | null

  private constructor(file: FileHandle | null) {
    this.#file = file
  }

  /** Opens the log and skips earlier records. Never rejects. */
  static async open(path = '/dev/kmsg'): Promise<XidWatch> {
    const watch = new XidWatch(await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch(() => null))
    await watch.look()
    watch.#last.clear()
    watch.#lastOfHardware.clear()
    return watch
  }

  /** Reads the records that were added to the kernel's log since the last call. Never rejects. */
  async look(): Promise<void> {
    const buffer = Buffer.alloc(recordBytes)
    for (let record = 0; record < mostRecords && this.#file !== null; record += 1) {
      const read = await this.#file.read(buffer, 0, recordBytes).catch((error: NodeJS.ErrnoException) => error)
      if (read instanceof Error) {
        // EPIPE means that records were overwritten before they were read. The next read continues after them.
        if (read.code === 'EPIPE') continue
        return
      }
      if (read.bytesRead === 0) return
      const xid = parseXid(buffer.toString('latin1', 0, read.bytesRead))
      if (xid === null) continue
      const last = hardwareXids.has(xid.number) ? this.#lastOfHardware : this.#last
      last.set(xid.busId, { number: xid.number, atMs: performance.now() })
    }
  }

  /**
   * Returns the last error of the GPU at this PCI address since `sinceMs` (by this process's monotonic clock). A hardware error has precedence over others.
   * Null if there is none.
   */
  of(busId: string | null, { sinceMs = 0 }: { sinceMs?: number } = {}): number | null {
    if (busId === null) return null
    const seen = [this.#lastOfHardware, this.#last].map((last) => last.get(placeOnBus(busId)))
    return seen.find((xid) => xid !== undefined && xid.atMs >= sinceMs)?.number ?? null
  }

  async close(): Promise<void> {
    await this.#file?.close()
  }
}
