import type { JournalReport } from '@infinitio/sdk/journal'
import { counted } from './counted.ts'

/** What a check of the journal found, for a person. */
export function reportLines({ rows, last, bookHash, snapshots, lost, anchors, findings, findingCount }: JournalReport): string[] {
  return [
    `Replayed ${counted(rows, 'row')} up to row ${last.seq}, generation ${last.generation}.`,
    `  hash of the last row  ${last.hash}`,
    `  hash of the book      ${bookHash ?? 'none: it could not take a command'}`,
    ...lost.map(({ generation, fromSeq, toSeq }) => `  generation ${generation} names the rows ${fromSeq} to ${toSeq} as lost`),
    `  snapshots named       ${snapshots.same} of this book, ${snapshots.unchecked} not compared`,
    anchors === null
      ? 'Not compared with the chain, and the receipt key is the one the API names: give --rpc.'
      : `On the chain: ${counted(anchors.found, 'anchored root')} found, ${anchors.lost} of rows named as lost, ${anchors.before} from before the snapshot.`,
    ...(findingCount === 0 ? ['Everything agrees.'] : [`${counted(findingCount, 'thing')} did not agree:`]),
    ...findings.map(({ kind, seq, detail }) => `  ${kind}: ${seq === null ? '' : `row ${seq} `}${detail}`),
    ...(findingCount > findings.length ? [`  and ${findingCount - findings.length} more`] : []),
  ]
}

/** The report as JSON: numbers of rows as texts. The snapshot is left out. */
export function reportValue({ snapshot: _, lost, ...report }: JournalReport): object {
  const rows = lost.map(({ generation, fromSeq, toSeq, hash }) => ({ generation, fromSeq: `${fromSeq}`, toSeq: `${toSeq}`, hash }))
  return { agrees: report.findingCount === 0, ...report, lost: rows }
}
