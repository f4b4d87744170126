import { type Client, formatPt } from '@infinitio/sdk'
import { printResult } from '../terminal/printResult.ts'
import { table } from '../terminal/table.ts'
import { utcText } from '../terminal/utcText.ts'

type Starts = Awaited<ReturnType<Client['getStarts']>>

/** Prints other starts within a week at which a search finds something cheaper, or something at all. */
export function printStarts(starts: Starts, { json }: { json: boolean }): void {
  const rows = starts.items.map(({ startHour, cheaperBps, listing }) => [
    utcText(startHour * 3_600),
    cheaperBps === null ? 'free only then' : `${(cheaperBps / 100).toFixed(1)} % cheaper`,
    listing.node,
    listing.className,
    formatPt(BigInt(listing.ask.pricePerGpuSecond) * 3_600n, { digits: 4 }),
  ])
  const text = table([['start, UTC', 'why', 'node', 'GPU', 'PT/GPU-h'], ...rows], { right: [4] })
  printResult({ json, value: starts, text: rows.length === 0 ? 'No other start within a week is cheaper.' : text })
}
